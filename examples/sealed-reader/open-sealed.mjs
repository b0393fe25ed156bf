// Opens a sealed record of Session Store: the record from the standard input, its id in the store as the argument, the keys in the
// environment: redis-cli GET sess:<sid> | SEALING_KEYS=k2:<base64>,k1:<base64> node open-sealed.mjs <sid>
import { createDecipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** The session, as an object with its cookie. keys: { id: 32 bytes }. Throws when the record does not open. */
export function openSealed (record, storedId, keys) {
  const { cookie, sealed, ...others } = JSON.parse(record)
  const [, keyId, content] = /^s1\.([\w-]{1,32})\.([\w-]+)$/.exec(sealed) ?? []
  if (keyId === undefined || Object.keys(others).length > 0) throw new Error('no sealed record')
  if (!Object.hasOwn(keys, keyId)) throw new Error(`no key ${keyId}`)
  const bytes = Buffer.from(content, 'base64url')
  if (bytes.length < 28 || bytes.toString('base64url') !== content) throw new Error('no sealed record')
  const cipher = createDecipheriv('aes-256-gcm', keys[keyId], bytes.subarray(0, 12), { authTagLength: 16 })
  cipher.setAAD(Buffer.from(`session-store s1\n${keyId}\n${storedId}`))
  cipher.setAuthTag(bytes.subarray(-16))
  return JSON.parse(Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]).toString())
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const keys = Object.fromEntries(process.env.SEALING_KEYS.split(',').map(one => {
    const [id, key] = one.split(':')
    return [id, Buffer.from(key, 'base64')]
  }))
  console.log(JSON.stringify(openSealed(readFileSync(0, 'utf8'), process.argv[2], keys)))
}
