package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A self-signed certificate for {@code localhost} and {@code 127.0.0.1}, created by the JDK's keytool, in the formats that servers and
 * clients need. The folder is deleted when the JVM ends.
 *
 * @param certificate in PEM, for a server, or for a client as its trusted certificate
 * @param key the private key in PEM
 * @param trustStore a PKCS12 key store with nothing but the certificate, protected by {@link #PASSWORD}
 */
public record TlsFiles(Path certificate, Path key, Path trustStore) {

    /** The password of the trust store. */
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    static TlsFiles create() {
        Path folder = ServerFiles.temporary("tls");
        Path keyStore = folder.resolve("server.p12");
        try {
            ServerProcess.run(keytool(keyStore), folder.resolve("keytool.log"));
            KeyStore made = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keyStore)) {
                made.load(in, PASSWORD.toCharArray());
            }
            Certificate certificate = made.getCertificate(ALIAS);
            byte[] key = made.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            return new TlsFiles(
                    pem(folder.resolve("certificate.pem"), "CERTIFICATE", certificate.getEncoded()),
                    pem(folder.resolve("key.pem"), "PRIVATE KEY", key),
                    trustStore(folder.resolve("trust.p12"), certificate));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Converting a certificate failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a certificate was created", e);
        }
    }

    private static List<String> keytool(Path keyStore) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD);
    }

    private static Path pem(Path file, String what, byte[] der) throws IOException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + lines.encodeToString(der) + "\n-----END " + what + "-----\n",
                StandardCharsets.US_ASCII);
    }

    private static Path trustStore(Path file, Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(ALIAS, certificate);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
