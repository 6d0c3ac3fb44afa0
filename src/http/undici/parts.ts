/** The parts of undici used here. Its index also loads fetch, WebSocket and the rest, and takes twice as long. */
import api from 'undici/lib/api/index.js'
import buildConnector from 'undici/lib/core/connect.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
import Pool from 'undici/lib/dispatcher/pool.js'
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js'

// As in undici's index.
Object.assign(Dispatcher.prototype, api)

export { Agent, buildConnector, Pool, ProxyAgent }
