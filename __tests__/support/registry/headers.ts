import type { Call } from './call.ts'
import type { Place } from './entry.ts'

/** Complains about headers that no client should send. */
export function checkHeaders(call: Call, place: Place): void {
  const { authorization, cookie, clientCertificate } = call.entry
  if (cookie !== undefined) call.object('carries a cookie')
  if (call.header('expect') !== undefined) call.object(`has an Expect header: ${call.header('expect')}`)
  if (call.header('transfer-encoding') !== undefined) call.object('is sent without a length, in pieces')
  if (call.length !== undefined && call.length > 0 && /^(GET|HEAD|DELETE)$/.test(call.method)) call.object('has a body')
  if (place === 'home') return
  if (authorization !== undefined) call.object('brings Authorization to another origin')
  if (clientCertificate !== undefined) call.object('shows a client certificate to another origin')
  const signed = call.query.has('_signed') || call.query.has('_state') || call.route.session !== undefined
  if (!signed) call.object('goes to another origin with a path of its own')
}
