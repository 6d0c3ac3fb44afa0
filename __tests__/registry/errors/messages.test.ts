import { describe, expect, test } from 'vitest'
import { type Failure, RegistryError } from '../../../src/registry/errors/registry-error.ts'

const upload = 'upload of sha256:12ab34cd56ef (34 MB)'
const ecr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com'
const problem = (code: string, message: string) => ({ problems: [{ code, message }] })
const system = (code: string) => ({ cause: Object.assign(new Error(`connect ${code}`), { code }) })
const tls = (code: string) => ({ cause: Object.assign(new Error('tls'), { cause: system(code).cause }) })

const store = 'us-docker.pkg.dev/acme/store/app'

/** The messages that users read, word for word: what happened, and what to do about it. */
const sentences: readonly (readonly [string, Failure, string])[] = [
  [
    'an account without a role at Google',
    {
      where: store,
      operation: upload,
      status: 403,
      signedIn: true,
      hasToken: true,
      ...problem('DENIED', 'Permission "artifactregistry.repositories.uploadArtifacts" denied'),
    },
    `${store}: ${upload} was refused: 403 DENIED: Permission "artifactregistry.repositories.uploadArtifacts" denied. Grant this account roles/artifactregistry.writer on ${store}, and create the repository if it does not exist: Artifact Registry does not create it on push.`,
  ],
  [
    'a wrong password at Google',
    { where: store, operation: 'sign-in at us-docker.pkg.dev', status: 401, signedIn: true },
    `${store}: sign-in at us-docker.pkg.dev was refused: 401. Check the username and password for us-docker.pkg.dev.`,
  ],
  [
    'an identity without a role at Azure',
    { where: 'acme.azurecr.io/app', operation: upload, status: 401, signedIn: true, hasToken: true },
    `acme.azurecr.io/app: ${upload} was refused: 401. Assign this identity the role AcrPush on acme.azurecr.io, or 'Container Registry Repository Writer' if the registry uses ABAC.`,
  ],
  [
    'a firewall at Azure',
    {
      where: 'acme.azurecr.io',
      operation: 'sign-in at acme.azurecr.io',
      status: 403,
      signedIn: true,
      ...problem('DENIED', "client with IP '20.1.2.3' is not allowed access. Refer https://aka.ms/acr/firewall"),
    },
    "acme.azurecr.io: sign-in at acme.azurecr.io was refused: 403 DENIED: client with IP '20.1.2.3' is not allowed access. Refer https://aka.ms/acr/firewall. Allow the runner's address in the registry's firewall, or use a runner in its network: GitHub's runners have no fixed addresses.",
  ],
  [
    'an identity service, which no password was sent to',
    { where: 'r.test', operation: 'sign-in at sts.test', status: 401, isExchange: true },
    'r.test: sign-in at sts.test was refused: 401.',
  ],
  [
    'a job without the permission to write packages',
    {
      where: 'ghcr.io/acme/app',
      operation: upload,
      status: 403,
      signedIn: true,
      ...problem('DENIED', 'permission_denied: write_package'),
    },
    "ghcr.io/acme/app: upload of sha256:12ab34cd56ef (34 MB) was refused: 403 DENIED: permission_denied: write_package. Give the job 'permissions: packages: write', or give this repository the Write role in the package settings.",
  ],
  [
    'the same on GitHub Enterprise Server',
    {
      where: 'containers.github.acme.test/acme/app',
      operation: upload,
      status: 403,
      signedIn: true,
      hasToken: true,
      ...problem('DENIED', 'permission_denied: write_package'),
    },
    "containers.github.acme.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) was refused: 403 DENIED: permission_denied: write_package. Check that this user may push to containers.github.acme.test/acme/app. If it is GitHub's registry, give the job 'permissions: packages: write', or give this repository the Write role in the package settings.",
  ],
  [
    'the same on ghe.com',
    { where: 'containers.acme.ghe.com/acme/app', operation: upload, status: 403, signedIn: true },
    "containers.acme.ghe.com/acme/app: upload of sha256:12ab34cd56ef (34 MB) was refused: 403. Give the job 'permissions: packages: write', or give this repository the Write role in the package settings.",
  ],
  [
    'plain http to a Go server that expects TLS',
    {
      where: 'localhost:5000/acme/app',
      operation: 'permission to push',
      status: 400,
      begins: true,
      ...problem('', 'Client sent an HTTP request to an HTTPS server.'),
    },
    "localhost:5000/acme/app: permission to push was refused: 400 Client sent an HTTP request to an HTTPS server. It only accepts https: set 'ca' for localhost:5000 in 'registry-auth' to the certificate of its CA.",
  ],
  [
    'plain http to an nginx that expects TLS',
    {
      where: 'localhost:5000/acme/app',
      operation: 'permission to push',
      status: 400,
      ...problem('', '400 The plain HTTP request was sent to HTTPS port 400 Bad Request nginx'),
    },
    "localhost:5000/acme/app: permission to push was refused: 400 The plain HTTP request was sent to HTTPS port 400 Bad Request nginx. It only accepts https: set 'ca' for localhost:5000 in 'registry-auth' to the certificate of its CA.",
  ],
  [
    'GitHub’s secondary rate limit',
    {
      where: 'ghcr.io/acme/app',
      operation: upload,
      status: 403,
      signedIn: true,
      ...problem('DENIED', 'You have exceeded a secondary rate limit.'),
    },
    'ghcr.io/acme/app: upload of sha256:12ab34cd56ef (34 MB) was refused: 403 DENIED: You have exceeded a secondary rate limit. The registry limits the rate of requests: try again later, or sign in to raise the limit.',
  ],
  [
    'a wrong password',
    {
      where: 'docker.io',
      operation: 'sign-in at auth.docker.io',
      status: 401,
      signedIn: true,
      ...problem('UNAUTHORIZED', 'incorrect username or password'),
    },
    'docker.io: sign-in at auth.docker.io was refused: 401 UNAUTHORIZED: incorrect username or password. Check the username and password for docker.io.',
  ],
  [
    'no credentials',
    {
      where: 'docker.io/acme/app',
      operation: 'permission to push',
      status: 401,
      signedIn: false,
      ...problem('UNAUTHORIZED', 'authentication required'),
    },
    "docker.io/acme/app: permission to push was refused: 401 UNAUTHORIZED: authentication required. No credentials for docker.io: set 'username' and 'password', or 'registry-auth'. A secret that does not exist is an empty string, which counts as not set.",
  ],
  [
    'a user who may not push there',
    { where: 'registry.test/acme/app', operation: upload, status: 403, signedIn: true },
    'registry.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) was refused: 403. Check that this user may push to registry.test/acme/app.',
  ],
  [
    'a read-only token',
    {
      where: 'docker.io/acme/app',
      operation: 'permission to push',
      status: 401,
      signedIn: true,
      hasToken: true,
      ...problem('UNAUTHORIZED', 'authentication required'),
    },
    "docker.io/acme/app: permission to push was refused: 401 UNAUTHORIZED: authentication required. Check that this user may push to docker.io/acme/app, that the access token has 'Read & Write' permissions, and that the plan allows another private repository.",
  ],
  [
    'the same at a registry whose reasons are unknown',
    {
      where: 'registry.test/acme/app',
      operation: 'permission to push',
      status: 401,
      signedIn: true,
      hasToken: true,
      ...problem('UNAUTHORIZED', 'authentication required'),
    },
    'registry.test/acme/app: permission to push was refused: 401 UNAUTHORIZED: authentication required. Check that registry.test/acme/app exists, and that this user, or the access token used as its password, may push to it.',
  ],
  [
    'a web server that is not a registry',
    {
      where: 'www.test/acme/app',
      operation: 'permission to push',
      status: 404,
      begins: true,
      ...problem('', '404 Not Found nginx'),
    },
    'www.test/acme/app: permission to push failed: 404 Not Found nginx. Check the host and the name: www.test does not accept uploads under this name.',
  ],
  [
    'a web server that does not accept POST',
    { where: 'www.test/acme/app', operation: 'permission to push', status: 405, begins: true },
    'www.test/acme/app: permission to push was refused: 405. Check the host and the name: www.test does not accept uploads under this name.',
  ],
  [
    'Harbor without the project',
    {
      where: 'harbor.test/acme/app',
      operation: 'permission to push',
      status: 404,
      begins: true,
      ...problem('NOT_FOUND', 'project acme not found'),
    },
    'harbor.test/acme/app: permission to push failed: 404 NOT_FOUND: project acme not found. Create the repository or project first, and check its name.',
  ],
  [
    'a session that no longer exists',
    { where: 'registry.test/acme/app', operation: upload, status: 404, ...problem('', '404 Not Found') },
    'registry.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) failed: 404 Not Found.',
  ],
  [
    'corrupted content',
    {
      where: 'registry.test/acme/app',
      operation: upload,
      status: 400,
      ...problem('DIGEST_INVALID', 'provided digest did not match uploaded content'),
    },
    'registry.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) was refused: 400 DIGEST_INVALID: provided digest did not match uploaded content. The content was corrupted in transit or at its source: try again; if it fails again, rebuild the image or fetch it again.',
  ],
  [
    'ECR without the repository',
    {
      where: `${ecr}/acme/app`,
      operation: 'permission to push',
      status: 404,
      signedIn: true,
      ...problem('NAME_UNKNOWN', 'The repository does not exist.'),
    },
    `${ecr}/acme/app: permission to push failed: 404 NAME_UNKNOWN: The repository does not exist. Create the repository first, set 'create-repository: true' for it in 'registry-auth', or set up a repository creation template.`,
  ],
  [
    'a registry without the project',
    { where: 'harbor.test/acme/app', operation: upload, status: 404, ...problem('NAME_UNKNOWN', 'no project') },
    'harbor.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) failed: 404 NAME_UNKNOWN: no project. Create the repository or project first, and check its name.',
  ],
  [
    'a proxy that limits uploads',
    {
      where: 'registry.test/acme/app',
      operation: upload,
      status: 413,
      ...problem('', '413 Request Entity Too Large 413 Request Entity Too Large nginx'),
    },
    'registry.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) was refused: 413 Request Entity Too Large nginx. A proxy in front of the registry limits the size of uploads: raise its limit.',
  ],
  [
    'a project over its quota',
    {
      where: 'harbor.test/acme/app',
      operation: upload,
      status: 403,
      signedIn: true,
      ...problem('DENIED', 'adding 3 MiB of storage resource will exceed the configured quota'),
    },
    'harbor.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) was refused: 403 DENIED: adding 3 MiB of storage resource will exceed the configured quota. Free up space at harbor.test, or raise its quota.',
  ],
  [
    'a registry without space for an upload',
    { where: 'registry.test/acme/app', operation: upload, status: 413, ...problem('', 'storage quota exceeded') },
    'registry.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) was refused: 413 storage quota exceeded. Free up space at registry.test, or raise its quota.',
  ],
  [
    'a read-only registry',
    {
      where: 'registry.test/acme/app',
      operation: 'permission to push',
      status: 405,
      begins: true,
      isRegistry: true,
      ...problem('', 'Method not allowed'),
    },
    'registry.test/acme/app: permission to push was refused: 405 Method not allowed. registry.test accepts no uploads: it is read-only, or a cache of another registry. Make it writable, or push to the other registry.',
  ],
  [
    'a registry that says that it is read-only',
    {
      where: 'registry.test/acme/app',
      operation: "tag 'v1'",
      status: 403,
      signedIn: true,
      ...problem('DENIED', 'The system is in read only mode.'),
    },
    "registry.test/acme/app: tag 'v1' was refused: 403 DENIED: The system is in read only mode. registry.test accepts no uploads: it is read-only, or a cache of another registry. Make it writable, or push to the other registry.",
  ],
  [
    'a manifest with an unknown media type',
    {
      where: 'registry.test/acme/app',
      operation: "tag 'v1'",
      status: 415,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      ...problem('MANIFEST_INVALID', 'manifest invalid'),
    },
    "registry.test/acme/app: tag 'v1' failed: 415 MANIFEST_INVALID: manifest invalid. The media type of the manifest is application/vnd.oci.image.index.v1+json: check that registry.test supports it.",
  ],
  [
    'a rate limit that says how long',
    {
      where: 'docker.io/acme/app',
      operation: "tag 'v1'",
      status: 429,
      retryAfter: 3_600_000,
      ...problem('TOOMANYREQUESTS', 'slow down'),
    },
    "docker.io/acme/app: tag 'v1' failed: 429 TOOMANYREQUESTS: slow down (retry after 60 min). The registry limits the rate of requests: try again later, or sign in to raise the limit.",
  ],
  [
    'a rate limit',
    { where: 'docker.io/acme/app', operation: "tag 'v1'", status: 429, ...problem('TOOMANYREQUESTS', 'slow down') },
    "docker.io/acme/app: tag 'v1' failed: 429 TOOMANYREQUESTS: slow down. The registry limits the rate of requests: try again later, or sign in to raise the limit.",
  ],
  [
    'a registry that is down',
    { where: 'registry.test/acme/app', operation: "tag 'v1'", status: 503, ...problem('', 'no healthy upstream') },
    "registry.test/acme/app: tag 'v1' failed: 503 no healthy upstream.",
  ],
  [
    'an unknown host',
    { where: 'registri.test/acme/app', operation: 'permission to push', ...system('ENOTFOUND') },
    "registri.test/acme/app: permission to push failed: no such host (ENOTFOUND). Check the registry's name, and that the runner can reach it.",
  ],
  [
    'a port at which nothing listens, with several addresses',
    {
      where: 'registry.test:5000/acme/app',
      operation: 'permission to push',
      cause: new AggregateError([system('ECONNREFUSED').cause]),
    },
    'registry.test:5000/acme/app: permission to push failed: the connection was refused (ECONNREFUSED). Check that the registry is running, and that the port is right.',
  ],
  [
    'a host that does not answer',
    { where: '10.0.0.9/acme/app', operation: 'permission to push', ...system('UND_ERR_CONNECT_TIMEOUT') },
    '10.0.0.9/acme/app: permission to push failed: connecting to it timed out. Check that the runner can reach it: a firewall or a missing proxy setting may be in the way.',
  ],
  [
    'a certificate of an unknown authority',
    { where: 'registry.test/acme/app', operation: 'permission to push', ...tls('SELF_SIGNED_CERT_IN_CHAIN') },
    "registry.test/acme/app: permission to push failed: its certificate is signed by an unknown authority (SELF_SIGNED_CERT_IN_CHAIN). Set 'ca' for registry.test in 'registry-auth' to the certificate of its CA.",
  ],
  [
    'a certificate that has expired',
    { where: 'registry.test/acme/app', operation: 'permission to push', ...tls('CERT_HAS_EXPIRED') },
    'registry.test/acme/app: permission to push failed: its certificate has expired (CERT_HAS_EXPIRED). registry.test needs a new certificate.',
  ],
  [
    'plain http where TLS is expected',
    { where: 'registry.test:5000/acme/app', operation: 'permission to push', ...tls('ERR_SSL_WRONG_VERSION_NUMBER') },
    "registry.test:5000/acme/app: permission to push failed: it does not speak TLS on this port (ERR_SSL_WRONG_VERSION_NUMBER). If it speaks plain HTTP, set 'insecure: true' for registry.test:5000 in 'registry-auth'.",
  ],
  [
    'a missing client certificate',
    {
      where: 'registry.test/acme/app',
      operation: 'permission to push',
      ...tls('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
    },
    "registry.test/acme/app: permission to push failed: it requires a client certificate (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED). Set 'cert' and 'key' for registry.test in 'registry-auth'.",
  ],
  [
    'an unknown client certificate',
    { where: 'registry.test/acme/app', operation: 'permission to push', ...tls('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA') },
    "registry.test/acme/app: permission to push failed: it rejected the client certificate, or requires one (ERR_SSL_TLSV1_ALERT_UNKNOWN_CA). Set 'cert' and 'key' for registry.test in 'registry-auth'.",
  ],
  [
    'a connection that was cut',
    { where: 'registry.test/acme/app', operation: upload, ...system('ECONNRESET') },
    'registry.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) failed: the connection was lost (ECONNRESET).',
  ],
  [
    'silence',
    { where: 'registry.test/acme/app', operation: upload, ...system('UND_ERR_HEADERS_TIMEOUT') },
    'registry.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) failed: it did not respond in time.',
  ],
  [
    'an unknown system error',
    { where: 'registry.test/acme/app', operation: upload, ...system('EWHATEVER') },
    'registry.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) failed: the connection failed (EWHATEVER).',
  ],
  [
    'an error without a code',
    { where: 'registry.test/acme/app', operation: upload, cause: new Error('something else') },
    'registry.test/acme/app: upload of sha256:12ab34cd56ef (34 MB) failed: something else.',
  ],
  [
    'an immutable tag',
    {
      where: `${ecr}/acme/app`,
      operation: "tag 'v1'",
      status: 400,
      signedIn: true,
      ...problem('TAG_INVALID', 'The image tag is immutable.'),
    },
    `${ecr}/acme/app: tag 'v1' was refused: 400 TAG_INVALID: The image tag is immutable.`,
  ],
]

describe('names the registry, says what happened, and what to do', () => {
  test.each(sentences)('%s', (_, failure, sentence) => {
    expect(new RegistryError(failure).message).toBe(sentence)
  })
})

test.each<[string, Failure['problems'], string]>([
  [
    'the most specific of several errors',
    [
      { code: 'UNKNOWN', message: 'unknown error' },
      { code: 'MANIFEST_INVALID', message: 'manifest invalid' },
      { code: 'MANIFEST_INVALID', message: 'layer 3 has the wrong size' },
    ],
    'MANIFEST_INVALID: layer 3 has the wrong size',
  ],
  [
    'the detail after a message that only repeats the code',
    [
      { code: 'DENIED', message: 'denied' },
      { code: 'MANIFEST_INVALID', message: 'manifest invalid', explanation: 'failed schema validation.' },
    ],
    'MANIFEST_INVALID: manifest invalid: failed schema validation',
  ],
  [
    'a message once that the detail repeats',
    [{ code: 'DENIED', message: 'no room', explanation: 'no room left for acme' }],
    'DENIED: no room left for acme',
  ],
  [
    'the first of two equally specific errors',
    [
      { code: 'A', message: 'one' },
      { code: 'B', message: 'two' },
    ],
    'A: one',
  ],
  ['UNKNOWN if there is nothing else', [{ code: 'UNKNOWN', message: '' }], 'UNKNOWN'],
])('reports %s', (_, problems = [], expected) => {
  const { message } = new RegistryError({ where: 'registry.test/a', operation: 'tag', status: 500, problems })
  expect(message).toBe(`registry.test/a: tag failed: 500 ${expected}.`)
})

test('gives no advice for a registry with a similar name', () => {
  for (const where of ['ghcr.io.evil.test/a', 'my-ghcr.io/a', 'ghcr.io:8443/a']) {
    const { message } = new RegistryError({ where, operation: 'x', status: 403, signedIn: true })
    expect(message).toContain(`Check that this user may push to ${where}.`)
  }
  const { message } = new RegistryError({
    ...{ where: `${ecr}.evil.test/a`, operation: 'x', status: 404 },
    ...problem('NAME_UNKNOWN', 'x'),
  })
  expect(message).not.toContain('ECR')
})

test('keeps the cause, and finds the error code behind it', () => {
  const { cause } = tls('CERT_HAS_EXPIRED')
  expect(new RegistryError({ where: 'a', operation: 'b', cause }).cause).toBe(cause)
})
