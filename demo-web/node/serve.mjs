// The Express application beside the demo: the same sessions, the same cookie.
//   npm ci && node serve.mjs --url redis://localhost:6379 --secret 'keyboard cat'
import { parseArgs } from 'node:util'

const USAGE = `node serve.mjs --url <url> --secret <secret> [--host <address>] [--port <port>] [--prefix <text>]
  --url     redis://…, mysql://… or postgres://…: where the demo keeps its sessions
  --secret  the secret that the demo was started with
  --host    the address to listen on; 0.0.0.0 is everywhere (default: 127.0.0.1)
  --port    where to listen; 0 for any free port (default: 3000)
  --prefix  what each key in Redis begins with (default: sess:)`

const STORES = { 'redis:': 'redis', 'rediss:': 'redis', 'mysql:': 'mysql', 'postgres:': 'postgres', 'postgresql:': 'postgres' }

function fail(message) {
  console.error(message)
  process.exit(1)
}

function options() {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      secret: { type: 'string', multiple: true },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '3000' },
      prefix: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    console.log(USAGE)
    process.exit(0)
  }
  if (values.url === undefined || values.secret === undefined) throw new Error(`--url and --secret are needed\n${USAGE}`)
  if (!URL.canParse(values.url)) throw new Error('--url is no URL')
  const store = STORES[new URL(values.url).protocol]
  if (store === undefined) throw new Error('--url is not one of redis://, mysql:// or postgres://')
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port} is not between 0 and 65535`)
  return {
    store,
    url: values.url,
    secrets: values.secret,
    host: values.host,
    port,
    prefix: values.prefix,
    cookie: { maxAge: 30 * 60 * 1000, sameSite: 'lax', secure: 'auto' },
    staysWithoutInput: true,
  }
}

try {
  process.argv[2] = JSON.stringify(options())
} catch (error) {
  fail(error.message)
}
try {
  await import('./app.mjs')
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') fail(`The store cannot be used: ${error.message || error.code}`)
  fail(`The npm packages are missing: run "npm ci" in ${import.meta.dirname ?? 'this folder'} first`)
}
