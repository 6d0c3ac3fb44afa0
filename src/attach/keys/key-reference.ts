/** `awskms://…`: URIs of keys that cosign knows, and keys in hardware. */
const inKms = /^(?:awskms|gcpkms|azurekms|hashivault|k8s|gitlab|github|pkcs11):/i

/** Why a text in place of a key is neither PEM nor a path, as the end of a sentence; undefined if it may be. */
export function describeReference(text: string): string | undefined {
  const [scheme] = inKms.exec(text) ?? []
  if (scheme) {
    return `refers to a key outside of the workflow ('${scheme}…'), which is not supported: give a private key as PEM or as the path of a PEM file, or sign without a key ('keyless')`
  }
  if (/^env:/i.test(text)) return 'refers to an environment variable: give its value with an expression'
  return undefined
}
