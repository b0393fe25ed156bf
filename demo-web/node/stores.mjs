// The stores that Node applications use, each opened as its documentation shows.

async function redis(options) {
  const version = options.connectRedis ?? 10
  // each connect-redis with the client of its time
  const { createClient } = await import(version < 9 ? 'redis-4' : 'redis')
  const client = createClient({ url: options.url })
  client.on('error', (error) => console.error(`redis: ${error.message}`))
  await client.connect()
  const module = await import(`connect-redis-${version}`)
  const RedisStore = module.RedisStore ?? module.default
  return new RedisStore({ client, ...(options.prefix === undefined ? {} : { prefix: options.prefix }) })
}

async function mysql(options, session) {
  const { default: expressMySqlSession } = await import('express-mysql-session')
  const { createPool } = await import('mysql2/promise')
  const MySqlStore = expressMySqlSession(session)
  const store = new MySqlStore({ clearExpired: false, ...options.storeOptions }, createPool({ uri: options.url }))
  await store.onReady()
  return store
}

async function postgres(options, session) {
  const { default: connectPgSimple } = await import('connect-pg-simple')
  const { default: pg } = await import('pg')
  const PgStore = connectPgSimple(session)
  return new PgStore({
    pool: new pg.Pool({ connectionString: options.url }),
    createTableIfMissing: true,
    pruneSessionInterval: false,
    ...options.storeOptions,
  })
}

export function openStore(options, session) {
  switch (options.store ?? 'redis') {
    case 'redis':
      return redis(options)
    case 'mysql':
      return mysql(options, session)
    case 'postgres':
      return postgres(options, session)
    default:
      throw new Error(`unknown store ${options.store}`)
  }
}
