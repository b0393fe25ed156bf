// The work of the benchmarks on express-session and connect-redis. Takes backend, prefix, bytes and attributes as arguments and the
// URL of Redis from the environment; prints the port when it listens; ends when its standard input does.
import express from 'express'
import session from 'express-session'
import { RedisStore } from 'connect-redis'
import { createClient } from 'redis'

const [prefix, bytes, attributes] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const letters = (seed, size) =>
  Array.from({ length: size }, (_, i) => String.fromCharCode(97 + ((seed + i) % 26))).join('')
const texts = Array.from({ length: attributes }, (_, i) => [
  `attribute${i}`,
  letters(i, Math.floor(bytes / attributes) + (i < bytes % attributes ? 1 : 0)),
])
const readName = `attribute${Math.floor(attributes / 2)}`

const client = createClient({ url: process.env.SESSIONSTORE_BENCH_URL })
client.on('error', (error) => console.error(`redis: ${error.message}`))
await client.connect()

const app = express()
app.get('/hello', (req, res) => res.send('ok'))
app.use(
  session({
    store: new RedisStore({ client, prefix }),
    secret: 'a secret that nothing depends on',
    resave: false,
    saveUninitialized: false,
    cookie: { maxAge: 30 * 60 * 1000 },
  }),
)
const live = (req, res, next) => (req.session[readName] === undefined ? res.status(409).send('none') : next())

app.get('/login', (req, res) => {
  for (const [name, text] of texts) req.session[name] = text
  req.session.views = 0
  res.send('ok')
})
app.get('/read', live, (req, res) => res.send('ok'))
app.get('/change', live, (req, res) => {
  req.session.views += 1
  res.send('ok')
})
app.get('/logout', live, (req, res, next) => {
  req.session.destroy((error) => (error ? next(error) : res.send('ok')))
})

const server = app.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`))
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
