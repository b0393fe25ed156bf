package dev.sessionstore.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signatures with security providers that are not the JDK's own. */
class SignerProvidersTest {

    private static final String OF_NODE = "s%3Asid0.hjffqvafnodC8S8w%2FeszTjZm%2Bk%2B2C%2FJcl%2BptM70Du%2F0";
    private static final String NAME = "SessionStoreTest";

    /** The JDK's signature, in a class that cannot be cloned, as those of BouncyCastle. */
    public static class Uncloneable extends MacSpi {
        private final Mac mac;

        public Uncloneable() throws GeneralSecurityException {
            mac = Mac.getInstance("HmacSHA256", "SunJCE");
        }

        @Override
        protected int engineGetMacLength() {
            return mac.getMacLength();
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec spec) throws InvalidKeyException {
            mac.init(key);
        }

        @Override
        protected void engineUpdate(byte input) {
            mac.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            mac.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            return mac.doFinal();
        }

        @Override
        protected void engineReset() {
            mac.reset();
        }
    }

    /** Takes no key, as a module that holds only keys of its own. */
    public static final class Refusing extends Uncloneable {
        public Refusing() throws GeneralSecurityException {}

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec spec) throws InvalidKeyException {
            throw new InvalidKeyException("not a key of this module");
        }
    }

    @SuppressWarnings("serial")
    private static final class TestProvider extends Provider {
        private TestProvider() {
            super(NAME, "1", "for tests");
        }

        private static TestProvider with(Class<? extends MacSpi> mac) {
            TestProvider provider = new TestProvider();
            provider.put("Mac.HmacSHA256", mac.getName());
            return provider;
        }
    }

    @AfterEach
    void remove() {
        Security.removeProvider(NAME);
    }

    private static Signer signerWith(Provider first) {
        assertThat(Security.insertProviderAt(first, 1)).isEqualTo(1);
        return new Signer(List.of("keyboard cat".getBytes(UTF_8), "older".getBytes(UTF_8)));
    }

    @Test
    void aProviderWhoseMacCannotBeClonedSignsAndVerifies() throws Exception {
        Signer signer = signerWith(TestProvider.with(Uncloneable.class));
        assertThat(Mac.getInstance("HmacSHA256").getProvider().getName()).isEqualTo(NAME);
        assertThat(signer.sign("sid0")).isEqualTo(OF_NODE);
        assertThat(signer.verify("s:sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0"))
                .isEqualTo(new Signer.Signed("sid0", "s:sid0.hjffqvafnodC8S8w/eszTjZm+k+2C/Jcl+ptM70Du/0", true));
    }

    @Test
    void aMacThatCannotBeClonedIsNotSharedByThreads() {
        Signer signer = signerWith(TestProvider.with(Uncloneable.class));
        List<String> cookies = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> signer.sign("sid0"))
                .distinct()
                .toList();
        assertThat(cookies).containsExactly(OF_NODE);
    }

    @Test
    void theProviderStaysTheOneThatTheManagerBeganWith() {
        Signer signer = signerWith(TestProvider.with(Uncloneable.class));
        Security.removeProvider(NAME);
        Security.insertProviderAt(TestProvider.with(Refusing.class), 1);
        assertThat(signer.sign("sid0")).isEqualTo(OF_NODE);
    }

    @Test
    void aProviderWithoutTheAlgorithmIsPassedOver() {
        assertThat(signerWith(new TestProvider()).sign("sid0")).isEqualTo(OF_NODE);
    }

    @Test
    void aProviderThatRefusesTheKeyIsPassedOver() {
        assertThat(signerWith(TestProvider.with(Refusing.class)).sign("sid0")).isEqualTo(OF_NODE);
    }

    @Test
    void whereNoProviderHasTheAlgorithmTheManagerIsNotBuilt() {
        Provider[] all = Security.getProviders();
        List<Provider> having = List.of(Security.getProviders("Mac.HmacSHA256"));
        try {
            having.forEach(provider -> Security.removeProvider(provider.getName()));
            assertThatIllegalStateException()
                    .isThrownBy(() -> new Signer(List.of("keyboard cat".getBytes(UTF_8))))
                    .withMessageContaining("HmacSHA256");
        } finally {
            for (int i = 0; i < all.length; i++) {
                if (having.contains(all[i])) {
                    Security.insertProviderAt(all[i], i + 1);
                }
            }
        }
        assertThat(Security.getProviders()).containsExactly(all);
    }
}
