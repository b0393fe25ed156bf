// An application beside the shop, with the same sessions: who is logged in there is so here, and the other way round.
//   npm ci && REDIS_URL=redis://localhost:6379 SESSION_SECRET=… node app.mjs
import express from 'express'
import session from 'express-session'
import { RedisStore } from 'connect-redis'
import { createClient } from 'redis'

const { REDIS_URL, SESSION_SECRET, SESSION_PREFIX = 'sess:', PORT = '3000' } = process.env
const users = { kim: { password: 'secret', authorities: ['ROLE_USER'] } }

const client = createClient({ url: REDIS_URL })
client.on('error', error => console.error(`redis: ${error.message}`))
await client.connect()

const app = express()
app.use(
  session({
    store: new RedisStore({ client, prefix: SESSION_PREFIX }),
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { maxAge: 30 * 60 * 1000, sameSite: 'lax', secure: 'auto' },
  }),
)

app.get('/hello', (req, res) => {
  const user = req.session.user
  if (!user) return res.status(401).send('Nobody is logged in')
  req.session.hellos = (req.session.hellos ?? 0) + 1
  res.send(`Hello ${user.name}, number ${req.session.hellos}, ${user.authorities.join(' ')}`)
})

app.post('/login', express.urlencoded(), (req, res, next) => {
  const { username, password } = req.body
  if (!Object.hasOwn(users, username) || users[username].password !== password) return res.status(401).send('Bad credentials')
  // a new id, as Spring Security takes one at a login
  req.session.regenerate(error => {
    if (error) return next(error)
    req.session.user = { name: username, authorities: users[username].authorities }
    res.redirect('/hello')
  })
})

app.post('/logout', (req, res, next) => {
  req.session.destroy(error => (error ? next(error) : res.redirect('/hello')))
})

const server = app.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
