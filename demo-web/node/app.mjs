// The routes of the demo on express-session: serve.mjs starts it for visitors, the tests that share sessions start it themselves.
// Takes its options as one JSON text; prints the port when it listens; ends when its standard input does, unless an option says otherwise.
import { randomUUID } from 'node:crypto'
import express from 'express'
import session from 'express-session'
import { openStore } from './stores.mjs'

const options = JSON.parse(process.argv[2])
if (options.timeZone !== undefined) process.env.TZ = options.timeZone
const app = express()
if (options.trustProxy !== undefined) app.set('trust proxy', options.trustProxy)

app.use(
  session({
    store: await openStore(options, session),
    secret: options.secrets,
    name: options.name,
    resave: options.resave ?? false,
    rolling: options.rolling ?? false,
    saveUninitialized: options.saveUninitialized ?? false,
    unset: options.unset,
    proxy: options.proxy,
    cookie: options.cookie,
    genid: options.genid === 'uuid' ? () => randomUUID() : undefined,
  }),
)

const stored = (data) => JSON.parse(JSON.stringify(data))
const whole = (req) => ({ sid: req.sessionID, session: stored(req.session) })

app.get('/session/set/:value', (req, res) => {
  req.session.value = req.params.value
  res.json({ sid: req.sessionID, value: req.session.value })
})
app.get('/session/get', (req, res) => {
  res.json({ sid: req.sessionID, value: req.session.value ?? null })
})
app.get('/session', (req, res) => {
  req.session.views = (req.session.views ?? 0) + 1
  res.json({ sid: req.sessionID, views: req.session.views })
})
app.get('/session-delete', (req, res) => {
  const deleted = Object.hasOwn(req.session, req.query.name)
  delete req.session[req.query.name]
  res.json({ sid: req.sessionID, deleted })
})
app.get('/destroy', (req, res, next) => {
  req.session.destroy((error) => (error ? next(error) : res.json({ destroyed: true, session: null })))
})
app.get('/unset', (req, res) => {
  req.session = null
  res.json({ unset: true })
})
app.get('/regenerate', (req, res, next) => {
  const old = req.sessionID
  req.session.regenerate((error) => {
    if (error) return next(error)
    if (req.query.value !== undefined) req.session.value = req.query.value
    res.json({ old, ...whole(req) })
  })
})
app.get('/touch', (req, res) => {
  req.session.touch()
  res.json({ sid: req.sessionID, cookie: stored(req.session.cookie) })
})
app.get('/save', (req, res, next) => {
  if (req.query.value !== undefined) req.session.value = req.query.value
  req.session.save((error) => (error ? next(error) : res.json(whole(req))))
})
app.get('/reload', (req, res, next) => {
  if (req.query.value !== undefined) req.session.value = req.query.value
  req.session.reload((error) => (error ? next(error) : res.json(whole(req))))
})
app.get('/cookie', (req, res) => {
  if (req.query.maxAge !== undefined) req.session.cookie.maxAge = Number(req.query.maxAge)
  if (req.query.value !== undefined) req.session.value = req.query.value
  res.json({ sid: req.sessionID, cookie: stored(req.session.cookie) })
})
app.get('/whoami', (req, res) => {
  res.json(req.session ? whole(req) : { sid: null, session: null })
})
app.post('/attrs', express.json({ limit: '2mb' }), (req, res) => {
  Object.assign(req.session, req.body)
  res.json(whole(req))
})
app.get('/none', (req, res) => {
  res.json({ ok: true })
})
app.get('/redirect', (req, res) => {
  req.session.value = 'redirected'
  res.redirect('/session/get')
})
app.get('/stream', (req, res) => {
  res.type('text')
  res.write('a')
  req.session.streamed = true
  res.end('b')
})

app.use((error, req, res, next) => {
  console.error(error)
  if (res.headersSent) return next(error)
  res.status(500).json({ error: String(error.message) })
})

const server = app.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`)
})
if (!options.staysWithoutInput) {
  process.stdin.resume()
  process.stdin.on('end', () => process.exit(0))
}
