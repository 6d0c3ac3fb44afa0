import { parseChoice, parseText } from '../input.ts'
import { parseAttachLines, parseServiceUrl, parseSignLines } from '../parse-sign.ts'
import { parseVerifyLines } from '../parse-verify.ts'

/** What is attached to the image before its tags move. See docs/trust.md. */
export const signInputs = {
  sign: {
    description:
      'Sign the image and its platforms before any tag moves: `keyless` (with the OIDC token of the workflow), `cosign` or `notation`, one per line, the last two with `sign-key` or their own `key=`, `password=`, `certificate=`. See docs/trust.md',
    parse: parseSignLines,
  },
  'sign-key': { description: 'Private key to sign with: PEM, or the path of a PEM file', parse: parseText },
  'sign-password': { description: 'Password of `sign-key`, if it is encrypted', isExact: true, parse: parseText },
  'sign-certificate': {
    description:
      'For `notation`: the certificate of the key and those of its issuers, as PEM or the path of a PEM file',
    parse: parseText,
  },
  'sign-format': {
    description:
      'How `cosign` stores what it signs: `bundle` (as cosign 3 does), or `legacy` (as cosign 1 and 2 did, under tags such as `sha256-….sig`)',
    default: 'bundle',
    parse: parseChoice(['bundle', 'legacy']),
  },
  'fulcio-url': {
    description:
      "For `keyless`: URL of Fulcio, which issues certificates. Default: sigstore's public services for public repositories, GitHub's own for others. See docs/trust.md",
    parse: parseServiceUrl,
  },
  'rekor-url': { description: 'For `keyless`: URL of the transparency log (Rekor)', parse: parseServiceUrl },
  'timestamp-url': { description: 'For `keyless`: URL of a timestamp authority (RFC 3161)', parse: parseServiceUrl },
  'trusted-root': {
    description:
      'For `keyless`: trusted root to verify signatures with, as JSON or the path of a file. Default: the keys and certificates that the services return',
    parse: parseText,
  },
  attach: {
    description:
      'Documents to attach to the image, one per line: `type=spdxjson,file=PATH` (also `cyclonedx`, `vex`, `slsaprovenance1`, `test-result`, `vuln`, or the URI of a predicate), `provenance` for the provenance of the workflow run, or `scan` for the reports of `scan`. With `sign`, they become signed attestations. See docs/trust.md',
    parse: parseAttachLines,
  },
  'verify-base': {
    description:
      'Accepted signers, one per line: `key=PEM or path` of a public key, or `identity=URL,issuer=URL` with `trusted-root`. No tag moves unless every image that this one was built from has a cosign signature by one of them. See docs/trust.md',
    parse: parseVerifyLines,
  },
  'verify-source': {
    description: 'The same for the images in `source: docker://…`: nothing is copied unless they are signed',
    parse: parseVerifyLines,
  },
} as const
