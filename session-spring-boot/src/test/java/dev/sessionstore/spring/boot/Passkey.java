package dev.sessionstore.spring.boot;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/** A passkey without a device: a key for ES256, and the answers to the challenges of a site (WebAuthn, 5.1 and 6). */
final class Passkey {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final byte USER_IS_VERIFIED = 0x05;
    private static final byte HAS_CREDENTIAL = 0x40;

    private final String site;
    private final String origin;
    private final KeyPair keys;
    private final byte[] id = new byte[16];

    Passkey(String site, String origin) throws GeneralSecurityException {
        this.site = site;
        this.origin = origin;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        this.keys = generator.generateKeyPair();
        new SecureRandom().nextBytes(id);
    }

    /** {@return the JSON with which a browser registers the key} */
    String register(String challenge) throws GeneralSecurityException {
        byte[] authenticator = join(
                authenticatorData((byte) (USER_IS_VERIFIED | HAS_CREDENTIAL)),
                new byte[16],
                new byte[] {0, (byte) id.length},
                id,
                publicKey());
        byte[] attestation = join(
                hex("a3"),
                text("fmt"),
                text("none"),
                text("attStmt"),
                hex("a0"),
                text("authData"),
                new byte[] {0x58, (byte) authenticator.length},
                authenticator);
        return """
            {"publicKey":{"credential":%s,"label":"my key"}}\
            """.formatted(credential("""
                    {"attestationObject":"%s","clientDataJSON":"%s","transports":["internal"]}\
                    """.formatted(
                BASE64.encodeToString(attestation), BASE64.encodeToString(clientData("webauthn.create", challenge)))));
    }

    /** {@return the JSON with which a browser logs in} */
    String login(String challenge, String user) throws GeneralSecurityException {
        byte[] authenticator = authenticatorData(USER_IS_VERIFIED);
        byte[] client = clientData("webauthn.get", challenge);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(authenticator);
        signature.update(digest(client));
        return credential("""
            {"authenticatorData":"%s","clientDataJSON":"%s","signature":"%s","userHandle":"%s"}\
            """.formatted(
                        BASE64.encodeToString(authenticator),
                        BASE64.encodeToString(client),
                        BASE64.encodeToString(signature.sign()),
                        user));
    }

    private String credential(String response) {
        return """
            {"id":"%1$s","rawId":"%1$s","response":%2$s,"type":"public-key","clientExtensionResults":{},\
            "authenticatorAttachment":"platform"}\
            """.formatted(BASE64.encodeToString(id), response);
    }

    private byte[] clientData(String type, String challenge) {
        return """
            {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}\
            """.formatted(type, challenge, origin).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(byte flags) throws GeneralSecurityException {
        return join(digest(site.getBytes(StandardCharsets.UTF_8)), new byte[] {flags}, new byte[4]);
    }

    /** In the form of COSE (RFC 9053, 7.1). */
    private byte[] publicKey() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return join(
                hex("a5010203262001215820"),
                coordinate(key.getW().getAffineX()),
                hex("225820"),
                coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int surplus = Math.max(0, bytes.length - 32);
        return ByteBuffer.allocate(32)
                .position(32 - bytes.length + surplus)
                .put(bytes, surplus, bytes.length - surplus)
                .array();
    }

    /** A short text in CBOR. */
    private static byte[] text(String text) {
        return join(new byte[] {(byte) (0x60 + text.length())}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] digest(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
