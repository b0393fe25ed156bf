package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReplyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "READONLY You can't write against a read only replica.",
                "CLUSTERDOWN Hash slot not served",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "MOVED 3999 127.0.0.1:6381",
                "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
                "NOREPLICAS Not enough good replicas to write.",
                "ERR max number of clients reached",
                "READONLY You can't write against a read only replica. script: abc, on @user_script:5.",
                "ERR Error running script (call to f_abc): @user_script:5: @user_script: 5: -READONLY You can't write"
            })
    void someAnswersMeanNotNow(String reply) {
        assertThat(ErrorReply.parse(reply).isTemporary()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "NOPERM this user has no permissions to run the 'get' command",
                "NOAUTH Authentication required.",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "MISCONF Redis is configured to save RDB snapshots",
                "ERR syntax error",
                "ERR Error running script (call to f_abc): @user_script:5: WRONGTYPE Operation against a key",
                "BUSYKEY Target key name already exists."
            })
    void othersAreRefusals(String reply) {
        assertThat(ErrorReply.parse(reply).isTemporary()).isFalse();
    }

    @Test
    void anErrorWithinAScriptIsTheErrorItself() {
        ErrorReply reply = ErrorReply.parse(
                "ERR Error running script (call to f_12ab): @user_script:1: WRONGTYPE Operation against a key");

        assertThat(reply.code()).isEqualTo("WRONGTYPE");
        assertThat(reply.text()).isEqualTo("WRONGTYPE Operation against a key");
    }

    @Test
    void argumentsOfAnUnknownCommandAreNotShown() {
        ErrorReply reply = ErrorReply.parse(
                "ERR unknown command 'EVALSHA', with args beginning with: 'ab' '1' 'sess:x' '{\"a\":1}'");

        assertThat(reply.text()).isEqualTo("ERR unknown command 'EVALSHA'");
    }

    @Test
    void theUserIsNotShown() {
        ErrorReply reply = ErrorReply.parse("NOPERM User bob has no permissions to run the 'evalsha' command");

        assertThat(reply.text()).isEqualTo("NOPERM The user has no permissions to run the 'evalsha' command");
    }

    @Test
    void onlyNoscriptMeansThatTheScriptIsUnknown() {
        assertThat(ErrorReply.parse("NOSCRIPT No matching script. Please use EVAL.")
                        .isUnknownScript())
                .isTrue();
        assertThat(ErrorReply.parse("NOPERM x").isUnknownScript()).isFalse();
    }
}
