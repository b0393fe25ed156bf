package dev.sessionstore.bench;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as JSON: the members are the components of the records. */
final class ResultsJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private ResultsJson() {}

    static String write(Results results) {
        return MAPPER.writeValueAsString(results);
    }

    static Results read(String json) {
        Results results;
        try {
            results = MAPPER.readValue(json, Results.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("These are no results of a bench: " + e.getOriginalMessage(), e);
        }
        if (results == null || results.format() != Results.FORMAT) {
            throw new IllegalArgumentException("These are no results of a bench that this version can read");
        }
        return results;
    }
}
