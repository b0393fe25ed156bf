package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.AttributeCodec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticationExtensionsClientInput;
import org.springframework.security.web.webauthn.api.AuthenticationExtensionsClientInputs;
import org.springframework.security.web.webauthn.api.AuthenticatorAttachment;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutableAuthenticationExtensionsClientInput;
import org.springframework.security.web.webauthn.api.ImmutableAuthenticationExtensionsClientInputs;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The challenges of passkeys, as the JSON that the browser gets (WebAuthn, 5.1), which Spring Security writes and does not read. */
final class WebAuthnCodec implements AttributeCodec {

    private static final List<PublicKeyCredentialParameters> PARAMETERS = List.of(
            PublicKeyCredentialParameters.EdDSA,
            PublicKeyCredentialParameters.ES256,
            PublicKeyCredentialParameters.ES384,
            PublicKeyCredentialParameters.ES512,
            PublicKeyCredentialParameters.RS256,
            PublicKeyCredentialParameters.RS384,
            PublicKeyCredentialParameters.RS512,
            PublicKeyCredentialParameters.RS1);

    private final JsonMapper mapper =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    @Override
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Spring Security's WebAuthn module cannot write it ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public Object read(String json) {
        JsonNode options = mapper.readTree(json);
        return options.has("rp") ? registration(options) : login(options);
    }

    private static PublicKeyCredentialRequestOptions login(JsonNode options) {
        return PublicKeyCredentialRequestOptions.builder()
                .challenge(bytes(options, "challenge"))
                .rpId(text(options.get("rpId")))
                .timeout(Duration.ofMillis(options.get("timeout").asLong()))
                .allowCredentials(credentials(options.path("allowCredentials")))
                .userVerification(verification(options.get("userVerification")))
                .extensions(extensions(options.path("extensions")))
                .build();
    }

    private static PublicKeyCredentialCreationOptions registration(JsonNode options) {
        JsonNode user = options.get("user");
        var registration = PublicKeyCredentialCreationOptions.builder();
        JsonNode selection = options.path("authenticatorSelection");
        if (selection.isObject()) {
            registration.authenticatorSelection(selection(selection));
        }
        return registration
                .challenge(bytes(options, "challenge"))
                .rp(PublicKeyCredentialRpEntity.builder()
                        .id(text(options.get("rp").get("id")))
                        .name(text(options.get("rp").get("name")))
                        .build())
                .user(ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(bytes(user, "id"))
                        .name(user.get("name").asString())
                        .displayName(text(user.get("displayName")))
                        .build())
                .pubKeyCredParams(stream(options.path("pubKeyCredParams"))
                        .map(WebAuthnCodec::parameters)
                        .toList())
                .timeout(Duration.ofMillis(options.get("timeout").asLong()))
                .excludeCredentials(credentials(options.path("excludeCredentials")))
                .attestation(named(options.get("attestation"), AttestationConveyancePreference::valueOf))
                .extensions(extensions(options.path("extensions")))
                .build();
    }

    private static AuthenticatorSelectionCriteria selection(JsonNode node) {
        return AuthenticatorSelectionCriteria.builder()
                .authenticatorAttachment(named(node.get("authenticatorAttachment"), AuthenticatorAttachment::valueOf))
                .residentKey(named(node.get("residentKey"), ResidentKeyRequirement::valueOf))
                .userVerification(verification(node.get("userVerification")))
                .build();
    }

    private static List<PublicKeyCredentialDescriptor> credentials(JsonNode nodes) {
        return stream(nodes)
                .map(node -> PublicKeyCredentialDescriptor.builder()
                        .type(PublicKeyCredentialType.PUBLIC_KEY)
                        .id(bytes(node, "id"))
                        .transports(transports(node.path("transports")))
                        .build())
                .toList();
    }

    private static Set<AuthenticatorTransport> transports(JsonNode nodes) {
        return stream(nodes)
                .map(node -> AuthenticatorTransport.valueOf(node.asString()))
                .collect(Collectors.toSet());
    }

    private static PublicKeyCredentialParameters parameters(JsonNode node) {
        return PARAMETERS.stream()
                .filter(known -> known.getAlg().getValue() == node.get("alg").asLong())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an algorithm of the options is not known"));
    }

    @SuppressWarnings("rawtypes") // as the constructor has it
    private static AuthenticationExtensionsClientInputs extensions(JsonNode node) {
        return new ImmutableAuthenticationExtensionsClientInputs(node.propertyStream()
                .<AuthenticationExtensionsClientInput>map(member -> new ImmutableAuthenticationExtensionsClientInput<>(
                        member.getKey(),
                        member.getValue().isBoolean() ? member.getValue().asBoolean() : member.getValue()))
                .toList());
    }

    private static @Nullable UserVerificationRequirement verification(@Nullable JsonNode node) {
        return named(
                node,
                value -> Stream.of(
                                UserVerificationRequirement.REQUIRED,
                                UserVerificationRequirement.PREFERRED,
                                UserVerificationRequirement.DISCOURAGED)
                        .filter(known -> known.getValue().equals(value))
                        .findFirst()
                        .orElseThrow());
    }

    private static <T> @Nullable T named(@Nullable JsonNode node, Function<String, T> value) {
        return node == null || node.isNull() ? null : value.apply(node.asString());
    }

    private static Bytes bytes(JsonNode node, String name) {
        return Bytes.fromBase64(node.get(name).asString());
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.asString();
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return nodes.valueStream();
    }
}
