// Asks a server with sparql-http-client, fetch-sparql-endpoint and Comunica. Usage: clients.mjs URL
import assert from 'node:assert/strict'

import { QueryEngine } from '@comunica/query-sparql'
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint'
import { ParsingClient } from 'sparql-http-client'

const url = process.argv[2]
const has = 'http://example.org/has'
const query = `SELECT ?o { ?s <${has}> ?o }`

const client = new ParsingClient({ endpointUrl: `${url}/query`, updateUrl: `${url}/update`, storeUrl: `${url}/store` })
await client.query.update(`INSERT DATA { <x:s> <${has}> "http client" }`)
assert((await client.query.select(query)).some((row) => row.o.value === 'http client'))
assert.equal(await client.query.ask(`ASK { ?s <${has}> "http client" }`), true)
assert((await client.query.construct(`CONSTRUCT WHERE { ?s <${has}> ?o }`)).size > 0)
console.log('clients: sparql-http-client')

const fetcher = new SparqlEndpointFetcher()
await fetcher.fetchUpdate(`${url}/update`, `INSERT DATA { <x:s> <${has}> "fetcher" }`)
const rows = await (await fetcher.fetchBindings(`${url}/sparql`, query)).toArray()
assert(rows.some((row) => row.o.value === 'fetcher'))
assert.equal(await fetcher.fetchAsk(`${url}/sparql`, 'ASK {}'), true)
console.log('clients: fetch-sparql-endpoint')

const engine = new QueryEngine()
const sources = [{ type: 'sparql', value: `${url}/sparql` }]
const found = await (await engine.queryBindings(query, { sources })).toArray()
assert(found.some((row) => row.get('o').value === 'fetcher'))
console.log('clients: Comunica')
