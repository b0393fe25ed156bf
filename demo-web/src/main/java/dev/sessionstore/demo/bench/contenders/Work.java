package dev.sessionstore.demo.bench.contenders;

/** What a {@link dev.sessionstore.demo.bench.Contender} does with a session, without what it takes to open and to tidy up. */
interface Work {

    String login() throws Exception;

    void read(String handle) throws Exception;

    void change(String handle) throws Exception;

    void logout(String handle) throws Exception;
}
