package dev.sessionstore.redis;

/**
 * The scripts of {@link RedisOwners}. An owner's entries are one sorted set, in which each entry has three members:
 *
 * <ul>
 *   <li>{@code until:<sid>}, score: when it ends, in ms since 1970
 *   <li>{@code bound:<sid>}, score: minus when it was bound last, in ms
 *   <li>{@code since:<sid>}, score: minus when it was bound first, in µs; no two of an owner are equal, and later ones are lower
 * </ul>
 *
 * So the ranges of the three kinds do not overlap. All scores are whole numbers that a double holds exactly. Times are by the
 * server's clock alone; the application sends how long an entry lasts. The key expires with its last entry.
 */
final class OwnerScripts {

    /** Begins each script. Numbers are formatted here, since servers differ in how they write large ones. */
    private static final String COMMON = """
        local key = KEYS[1]
        local clock = redis.call('TIME')
        local micros = clock[1] * 1000000 + clock[2]
        local now = math.floor(micros / 1000)
        local function text(number) return string.format('%.0f', number) end
        local function score(member) return tonumber(redis.call('ZSCORE', key, member) or nil) end
        local function remove(sid)
          redis.call('ZREM', key, 'until:' .. sid, 'bound:' .. sid, 'since:' .. sid)
        end
        local function expire()
          local last = redis.call('ZREVRANGEBYSCORE', key, '+inf', 0, 'WITHSCORES', 'LIMIT', 0, 1)
          if last[2] then redis.call('PEXPIRE', key, text(last[2] - now)) end
        end
        """;

    /** Arguments: sid, and the ms that the entry lasts. Removes some entries that have ended. */
    static final Script BIND = Script.of(COMMON + """
        local sid, ends = ARGV[1], math.min(now + ARGV[2], 9007199254740991)
        for _, member in ipairs(redis.call('ZRANGEBYSCORE', key, 0, text(now), 'LIMIT', 0, 100)) do
          remove(string.sub(member, 7))
        end
        local old = score('until:' .. sid)
        if old and old > now then
          ends = math.max(ends, old)
        else
          local newest = redis.call('ZRANGEBYSCORE', key, '-inf', 0, 'WITHSCORES', 'LIMIT', 0, 1)[2]
          local since = newest and math.min(-micros, newest - 1) or -micros
          redis.call('ZADD', key, text(since), 'since:' .. sid)
        end
        redis.call('ZADD', key, text(ends), 'until:' .. sid, text(-now), 'bound:' .. sid)
        expire()
        return 1
        """);

    /** Argument: sid. Answers 1 when there was an entry that had not ended. */
    static final Script UNBIND = Script.of(COMMON + """
        local ends = score('until:' .. ARGV[1])
        if not ends then return 0 end
        remove(ARGV[1])
        expire()
        return ends > now and 1 or 0
        """);

    /**
     * Lists a page of entries that have not ended, the one that was bound first at first. Arguments: the score after which to go
     * on, empty for the beginning; the last score, empty for that of the newest entry; how many to look at. Answers the first
     * argument for the next page, empty when this is the last; the second argument for the next page; then for each entry its sid
     * and when it was bound last, the latter empty when that was less than a minute ago.
     */
    static final Script LIST = Script.of(COMMON + """
        local from = ARGV[1] == '' and '-100000000000000' or ARGV[1]
        local last = ARGV[2] ~= '' and ARGV[2]
          or redis.call('ZRANGEBYSCORE', key, '-inf', 0, 'WITHSCORES', 'LIMIT', 0, 1)[2] or '-inf'
        local page = redis.call('ZREVRANGEBYSCORE', key, '(' .. from, last, 'WITHSCORES', 'LIMIT', 0, ARGV[3])
        local answer = {'', last}
        for i = 1, #page, 2 do
          local sid = string.sub(page[i], 7)
          if score('until:' .. sid) > now then
            local bound = -score('bound:' .. sid)
            table.insert(answer, sid)
            table.insert(answer, bound + 60000 <= now and text(bound) or '')
          end
        end
        if #page == 2 * ARGV[3] then answer[1] = page[#page] end
        return answer
        """);

    /** Arguments: sids, each followed by when it was bound last. Removes the entries that were not bound again since. */
    static final Script REMOVE = Script.of(COMMON + """
        for i = 1, #ARGV, 2 do
          if score('bound:' .. ARGV[i]) == -ARGV[i + 1] then remove(ARGV[i]) end
        end
        expire()
        return 0
        """);

    private OwnerScripts() {}
}
