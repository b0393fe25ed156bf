package dev.sessionstore.spring.boot;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * OAuth 2 and OpenID Connect, as far as one login needs them. Everybody is "octo". A code is worth a token only with the redirect and the verifier (PKCE) of the
 * request that it was given for.
 */
final class TinyAuthorizationServer implements AutoCloseable {

    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("shop:secret of the shop".getBytes(StandardCharsets.UTF_8));

    private final HttpServer server;
    private final RSAKey key;
    private final Map<String, Map<String, String>> requestsByCode = new ConcurrentHashMap<>();
    private final String token = UUID.randomUUID().toString();

    /** What an endpoint answers: JSON, or the address to go on at. */
    private record Answer(int status, String text) {}

    private interface Endpoint {
        Answer answer(HttpExchange exchange) throws IOException, GeneralSecurityException, JOSEException;
    }

    TinyAuthorizationServer() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("key").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        add("/authorize", this::authorize);
        add("/token", this::token);
        add("/user", this::user);
        add(
                "/keys",
                exchange -> new Answer(200, new JWKSet(key).toPublicJWKSet().toString()));
        server.start();
    }

    private void add(String path, Endpoint endpoint) {
        server.createContext(path, exchange -> {
            try (exchange) {
                send(exchange, endpoint.answer(exchange));
            } catch (GeneralSecurityException | JOSEException e) {
                throw new IOException(e);
            }
        });
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        boolean redirect = answer.status() == 302;
        exchange.getResponseHeaders()
                .set(redirect ? "Location" : "Content-Type", redirect ? answer.text() : "application/json");
        byte[] body = redirect ? new byte[0] : answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** {@return Spring Boot's properties for the registrations "plain", and "openid" for OpenID Connect} */
    List<String> properties(String site) {
        String provider = "--spring.security.oauth2.client.provider.tiny.";
        return Stream.of(
                        registration("plain", "profile", site),
                        registration("openid", "openid,profile", site),
                        Stream.of(
                                provider + "authorization-uri=" + url("/authorize"),
                                provider + "token-uri=" + url("/token"),
                                provider + "user-info-uri=" + url("/user"),
                                provider + "jwk-set-uri=" + url("/keys"),
                                provider + "user-name-attribute=sub"))
                .flatMap(properties -> properties)
                .toList();
    }

    private static Stream<String> registration(String name, String scope, String site) {
        String registration = "--spring.security.oauth2.client.registration." + name + ".";
        return Stream.of(
                registration + "provider=tiny",
                registration + "client-id=shop",
                registration + "client-secret=secret of the shop",
                registration + "authorization-grant-type=authorization_code",
                registration + "redirect-uri=" + site + "/login/oauth2/code/" + name,
                registration + "scope=" + scope);
    }

    String accessToken() {
        return token;
    }

    private String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private Answer authorize(HttpExchange exchange) {
        Map<String, String> request = parameters(exchange.getRequestURI().getRawQuery());
        if (!"shop".equals(request.get("client_id")) || !"S256".equals(request.get("code_challenge_method"))) {
            return new Answer(400, "{\"error\":\"invalid_request\"}");
        }
        String code = UUID.randomUUID().toString();
        requestsByCode.put(code, request);
        return new Answer(
                302,
                request.get("redirect_uri") + "?code=" + code + "&state="
                        + URLEncoder.encode(request.get("state"), StandardCharsets.UTF_8));
    }

    private Answer token(HttpExchange exchange) throws IOException, GeneralSecurityException, JOSEException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> request = requestsByCode.remove(form.getOrDefault("code", ""));
        boolean valid = request != null
                && BASIC.equals(decoded(exchange.getRequestHeaders().getFirst("Authorization")))
                && "authorization_code".equals(form.get("grant_type"))
                && request.get("redirect_uri").equals(form.get("redirect_uri"))
                && request.get("code_challenge").equals(digest(form.getOrDefault("code_verifier", "")));
        if (!valid) {
            return new Answer(400, "{\"error\":\"invalid_grant\"}");
        }
        String idToken = request.get("scope").contains("openid")
                ? ",\"id_token\":\"" + idToken(request.get("nonce")) + "\""
                : "";
        return new Answer(
                200,
                "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":3600" + idToken + "}");
    }

    private String idToken(String nonce) throws JOSEException {
        Instant now = Instant.now();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://id.example.com")
                        .subject("octo")
                        .audience("shop")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(600)))
                        .claim("nonce", nonce)
                        .claim("address", Map.of("country", "NZ", "lines", List.of("Elm Street", "Dunedin")))
                        .build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private Answer user(HttpExchange exchange) {
        boolean known = ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        return known
                ? new Answer(200, "{\"sub\":\"octo\",\"followers\":7,\"plan\":{\"name\":\"free\"},\"email\":null}")
                : new Answer(401, "{}");
    }

    /** Basic authentication of OAuth 2 encodes name and secret as a form does. */
    private static String decoded(String authorization) {
        String pair = new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
        String plain = URLDecoder.decode(pair, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String verifier) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    static Map<String, String> parameters(String query) {
        return Stream.of(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** {@return whether an address is that of this server's login} */
    boolean isLogin(URI uri) {
        return uri.toString().startsWith(url("/authorize"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
