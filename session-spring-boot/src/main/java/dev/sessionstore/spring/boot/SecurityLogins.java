package dev.sessionstore.spring.boot;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.core.user.OAuth2UserAuthority;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Logins that {@code SecurityJacksonModules} does not bring back whole: those of OAuth 2 and OpenID Connect, and of passkeys. */
final class SecurityLogins {

    private SecurityLogins() {}

    /** {@return the modules for what is on the class path} Their classes are added to the list of those that are allowed. */
    static List<JacksonModule> modules(ClassLoader loader, BasicPolymorphicTypeValidator.Builder known) {
        List<JacksonModule> modules = new ArrayList<>();
        if (Part.OAUTH2_CLIENT.isPresent(loader)) {
            modules.add(new OAuth2Logins());
        }
        if (Part.PASSKEYS.isPresent(loader)) {
            WebauthnJacksonModule passkeys = new WebauthnJacksonModule();
            passkeys.configurePolymorphicTypeValidator(known);
            modules.add(passkeys);
        }
        return modules;
    }

    /** {@return the classes with the annotations for Jackson, as far as what they are for is on the class path} */
    static List<Class<?>> forms(@Nullable ClassLoader loader) {
        return Part.OAUTH2_CLIENT.isPresent(loader) ? List.of(OAuth2Form.class, OidcForm.class) : List.of();
    }

    /**
     * Authorities with the name of the attribute that names the user, which Security's own forms write and do not read, and the
     * issuer of an OpenID token, a URL that they write with its class and do not allow.
     */
    private static final class OAuth2Logins extends SimpleModule {

        private static final long serialVersionUID = 1L;

        OAuth2Logins() {
            super("dev.sessionstore.spring.boot.oauth2");
            setMixInAnnotation(OAuth2UserAuthority.class, OAuth2Form.class);
            setMixInAnnotation(OidcUserAuthority.class, OidcForm.class);
            addSerializer(URL.class, new UrlAsText());
        }
    }

    /** It comes back as the text; {@code getIssuer()} makes a URL of either. */
    private static final class UrlAsText extends ValueSerializer<URL> {

        @Override
        public void serialize(URL url, JsonGenerator json, SerializationContext context) {
            json.writeString(url.toString());
        }

        @Override
        public void serializeWithType(
                URL url, JsonGenerator json, SerializationContext context, TypeSerializer classNames) {
            serialize(url, json, context);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    @JsonAutoDetect(
            fieldVisibility = JsonAutoDetect.Visibility.ANY,
            getterVisibility = JsonAutoDetect.Visibility.NONE,
            isGetterVisibility = JsonAutoDetect.Visibility.NONE)
    private abstract static class OAuth2Form {

        @JsonCreator
        OAuth2Form(
                @JsonProperty("authority") String authority,
                @JsonProperty("attributes") Map<String, Object> attributes,
                @JsonProperty("userNameAttributeName") @Nullable String userNameAttributeName) {}
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    @JsonAutoDetect(
            fieldVisibility = JsonAutoDetect.Visibility.ANY,
            getterVisibility = JsonAutoDetect.Visibility.NONE,
            isGetterVisibility = JsonAutoDetect.Visibility.NONE)
    @JsonIgnoreProperties("attributes")
    private abstract static class OidcForm {

        @JsonCreator
        OidcForm(
                @JsonProperty("authority") String authority,
                @JsonProperty("idToken") OidcIdToken idToken,
                @JsonProperty("userInfo") @Nullable OidcUserInfo userInfo,
                @JsonProperty("userNameAttributeName") @Nullable String userNameAttributeName) {}
    }
}
