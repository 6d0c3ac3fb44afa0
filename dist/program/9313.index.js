import { modules as shared0 } from './shared-18895.index.js';
import { modules as shared1 } from './shared-28142.index.js';
export const id = 9313;
export const ids = [9313];
export const modules = {

...shared0,
...shared1,
61530:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  k: () => (isArtifactName),
  u: () => (fileLimit)
});
const fileLimit = 64 * 1024;
const refused = /["\\:<>|*?/\p{C}]/u;
const nameLimit = 200;
function isArtifactName(name) {
    return name !== '' && name.length <= nameLimit && !refused.test(name);
}


}),

99313:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  RegistryArtifacts: () => (RegistryArtifacts)
});

var wait = __webpack_require__(5898);
var reference = __webpack_require__(28732);
var json = __webpack_require__(99368);
var descriptor = __webpack_require__(46937);
var digest = __webpack_require__(1564);
var manifest = __webpack_require__(95669);
var part_note = __webpack_require__(81743);
;// CONCATENATED MODULE: ./build/plan/parts/note-manifest.js





const noteType = 'application/vnd.manifold.note.v1';
const layerType = `${noteType}+json`;
const runKey = 'io.manifold.run';
const nameKey = 'io.manifold.note';
const emptyType = 'application/vnd.oci.empty.v1+json';
const empty = new TextEncoder().encode('{}');
function composeNote({ run, name, file }) {
    const config = describe(emptyType, empty);
    const layer = describe(layerType, file);
    const fields = {
        schemaVersion: 2,
        mediaType: descriptor/* mediaTypes */.Ib.ociManifest,
        artifactType: noteType,
        config,
        layers: [{ ...layer, data: Buffer.from(file).toString('base64') }],
        annotations: { [runKey]: run, [nameKey]: name },
    };
    return {
        manifest: (0,manifest/* parseManifest */.N)(new TextEncoder().encode(JSON.stringify(fields)), descriptor/* mediaTypes */.Ib.ociManifest),
        blobs: [
            { descriptor: config, bytes: empty },
            { descriptor: layer, bytes: file },
        ],
    };
}
function readNoteManifest({ bytes, blobs }, run) {
    const { artifactType, layers, annotations } = (0,json/* parseRecord */.Hh)(new TextDecoder().decode(bytes));
    const { [runKey]: ofRun, [nameKey]: name } = (0,json/* isRecord */.u4)(annotations) ? annotations : {};
    const [, layer, ...more] = blobs;
    if (artifactType !== noteType || ofRun !== run || typeof name !== 'string')
        return undefined;
    if (!layer || more.length > 0 || layer.size > part_note/* noteLimit */.gT)
        return undefined;
    const { data } = Array.isArray(layers) && (0,json/* isRecord */.u4)(layers[0]) ? layers[0] : {};
    const file = new Uint8Array(Buffer.from(typeof data === 'string' ? data : '', 'base64'));
    return file.length === layer.size && (0,digest/* digestOf */.ol)(file) === layer.digest ? { run, name, file } : undefined;
}
function describe(mediaType, bytes) {
    return { mediaType, digest: (0,digest/* digestOf */.ol)(bytes), size: bytes.length };
}

var note_tags = __webpack_require__(83909);
var registry_error = __webpack_require__(30648);
var artifact_store = __webpack_require__(61530);
var blob_content = __webpack_require__(18895);
var finished_note = __webpack_require__(28142);
;// CONCATENATED MODULE: ./build/steps/meeting/registry-artifact.js




class RegistryArtifact {
    #options;
    #note;
    constructor(options) {
        this.#options = options;
    }
    async upload(file) {
        const { run, name } = this.#options;
        if (file.length > artifact_store/* fileLimit */.u)
            throw new Error(`The file for the note '${name}' has more than ${artifact_store/* fileLimit */.u} bytes`);
        this.#note = { ...composeNote({ run, name, file }), file };
    }
    async finalize() {
        const { name, tags, onLeft } = this.#options;
        const note = this.#note;
        if (!note)
            throw new Error(`The note '${name}' was not uploaded`);
        const [isFree] = await Promise.all([
            Promise.all(tags.map((tag) => this.#isFree(tag, note))),
            Promise.all(note.blobs.map((blob) => this.#pushBlob(blob))),
        ]);
        const free = tags.filter((_, index) => isFree[index]);
        await Promise.all(free.map((tag) => this.#push(note, tag)));
        onLeft(note);
    }
    async #isFree(tag, { file }) {
        const { remote, run } = this.#options;
        const found = await remote.manifests.lookClosely(tag);
        const other = found?.manifest && readNoteManifest(found.manifest, run);
        if (other)
            (0,finished_note/* checkSameImage */.y3)(other.file, file);
        return !other;
    }
    async #push(note, tag) {
        try {
            await this.#options.remote.manifests.put(note.manifest, tag);
        }
        catch (error) {
            if (await this.#isFree(tag, note))
                throw error;
        }
    }
    async #pushBlob({ descriptor, bytes }) {
        const { blobs } = this.#options.remote;
        if (await blobs.has(descriptor.digest, descriptor.size))
            return;
        await blobs.upload(descriptor, (0,blob_content/* contentOfBytes */.I)(bytes), () => undefined);
    }
}

;// CONCATENATED MODULE: ./build/steps/meeting/registry-artifacts.js






const defaultPauses = [250, 500, 1_000, 2_000, 4_000, 4_000];
const forbidden = 403;
class RegistryArtifacts {
    #options;
    #files = new WeakMap();
    #left = [];
    #parts = new Set();
    #isFinished = false;
    constructor(options) {
        this.#options = options;
    }
    async create(name) {
        const { remote, run, tagsOf } = this.#options;
        const tags = tagsOf(name);
        const [tag] = tags;
        if (tag === undefined)
            throw new Error(`'${name}' is not a valid name for a note`);
        const onLeft = ({ manifest }) => {
            const note = noteIn(manifest, tag, run);
            if (note)
                this.#left.push(note);
            if (note)
                this.#note(note);
        };
        return new RegistryArtifact({ name, run, tags, remote, onLeft });
    }
    async list(prefix) {
        const found = await this.#readUntilShown();
        for (const note of found)
            this.#note(note);
        const unique = new Map([...found, ...this.#left].map((note) => [note.name, note]));
        const notes = [...unique.values()].filter(({ name }) => name.startsWith(prefix));
        return notes.map(({ name, file }, index) => {
            const artifact = { name, id: index + 1, size: file.length };
            this.#files.set(artifact, file);
            return artifact;
        });
    }
    async read(artifact) {
        const file = this.#files.get(artifact);
        if (!file)
            throw new Error(`'${artifact.name}' is not from a list of this store`);
        return file;
    }
    async [Symbol.asyncDispose]() {
        const { remote, log, run } = this.#options;
        if (!this.#isFinished || this.#parts.size === 0)
            return;
        const removals = [...this.#parts].map((digest) => remote.manifests.removeOnce(digest));
        const results = await Promise.allSettled(removals);
        if (results.every((result) => result.status === 'fulfilled' && result.value))
            return;
        log.info(`${(0,reference/* formatRepository */.Sh)(remote.repository)}: the notes of this run were not deleted, since the registry does not let this job delete manifests. They have tags that start with manifold-run-${run}-`);
    }
    async #readUntilShown() {
        const { pauses = defaultPauses, signal } = this.#options;
        for (const pause of pauses) {
            const found = await this.#readAll();
            if (this.#isShown(found))
                return found;
            await (0,wait/* wait */.u)(pause, signal);
        }
        const found = await this.#readAll();
        if (this.#isShown(found))
            return found;
        const { repository } = this.#options.remote;
        throw new registry_error/* RegistryError */.g({
            where: (0,reference/* formatRepository */.Sh)(repository),
            operation: 'reading the notes of this run',
            reason: 'the registry does not show the note that this job has left',
            advice: "Re-run this job; if it happens again, use 'meeting: artifacts'.",
        });
    }
    #isShown(found) {
        const tags = new Set(found.map(({ tag }) => tag));
        return found.some(isFinishedNote) || this.#left.every(({ tag }) => tags.has(tag));
    }
    async #readAll() {
        const { parts, finished } = await this.#options.known();
        const brought = await this.#readTags(parts);
        return [...brought, ...(await this.#readTags(finished))];
    }
    async #readTags(tags) {
        const notes = await Promise.all(tags.map((tag) => this.#readTag(tag)));
        return notes.filter((note) => note !== undefined);
    }
    async #readTag(tag) {
        const { remote, run } = this.#options;
        const manifest = await remote.manifests.get(tag).catch((error) => {
            if (!(error instanceof registry_error/* RegistryError */.g) || error.status !== forbidden || error.isRateLimit)
                throw error;
            return undefined;
        });
        return manifest && noteIn(manifest, tag, run);
    }
    #note(note) {
        if (isFinishedNote(note))
            this.#isFinished = true;
        else
            this.#parts.add(note.digest);
    }
}
function noteIn(manifest, tag, run) {
    const note = readNoteManifest(manifest, run);
    return note && (0,note_tags/* isNoteAt */.Ed)(tag, note.name) ? { ...note, tag, digest: manifest.descriptor.digest } : undefined;
}
function isFinishedNote({ tag }) {
    return tag.endsWith('-finish');
}


})
};
