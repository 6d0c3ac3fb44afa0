import { isDeepStrictEqual } from 'node:util'
import { isRecord, type JsonRecord, parseJson, parseRecord, recordOf } from '../../json.ts'
import type { Descriptor } from '../../oci/descriptor.ts'
import { algorithmOf } from '../../oci/digest.ts'
import type { Claim, Predicate } from '../claim.ts'

const statementType = 'https://in-toto.io/Statement/v1'
const olderStatementType = 'https://in-toto.io/Statement/v0.1'

/** What cosign states about an image that it merely signs. */
export const signaturePredicate: Predicate = { type: 'https://sigstore.dev/cosign/sign/v1', text: '{}' }

/** As much of a claim as a statement says. */
export interface StatedClaim extends Pick<Claim, 'predicate'> {
  readonly subject: Pick<Descriptor, 'digest'>
}

/** A claim as JSON: in-toto, spec/v1/statement.md. Cosign 3 names no subject either: its digest identifies it. */
export function formatStatement({ subject: { digest }, predicate = signaturePredicate }: Claim): string {
  const [algorithm = '', hex] = digest.split(':')
  const head = { _type: statementType, subject: [{ digest: { [algorithm]: hex } }], predicateType: predicate.type }
  // The predicate stays as it is: serializing it again could change numbers.
  return `${JSON.stringify(head).slice(0, -1)},"predicate":${predicate.text}}`
}

/** The statement in a text. Throws Error, with the end of a sentence, if there is none, or it is about another manifest. */
export function statementAbout({ digest }: Pick<Descriptor, 'digest'>, text: string): JsonRecord {
  const statement = parseRecord(text)
  if (statement._type !== statementType && statement._type !== olderStatementType) throw new Error('is not a statement')
  const subjects = Array.isArray(statement.subject) ? (statement.subject as readonly unknown[]) : []
  const hex = digest.slice(algorithmOf(digest).length + 1)
  const isAbout = (each: unknown) => isRecord(each) && recordOf(each.digest)[algorithmOf(digest)] === hex
  if (!subjects.some(isAbout)) throw new Error('is about another image')
  return statement
}

/** Throws Error, with the end of a sentence, unless a statement makes the claim. */
export function checkStatement(text: string, { subject, predicate = signaturePredicate }: StatedClaim): void {
  const statement = statementAbout(subject, text)
  if (statement.predicateType !== predicate.type) throw new Error(`does not state ${predicate.type}`)
  // A signature alone states nothing more, whatever its predicate holds.
  const isSame = predicate === signaturePredicate || isDeepStrictEqual(statement.predicate, parseJson(predicate.text))
  if (!isSame) throw new Error('states something else')
}
