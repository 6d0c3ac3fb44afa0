export const modules = {
64064:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  $: () => (Push)
});

var registry_error = __webpack_require__(30648);
;// CONCATENATED MODULE: ./build/push/tags/tag-state.js

const fresh = 5_000;
class TagState {
    #tags;
    #manifests;
    #elapsed;
    #digests = new Map();
    #first = new Map();
    #denied = new Set();
    #readAt = Number.NEGATIVE_INFINITY;
    #deniedIsMissing = false;
    #reading;
    constructor(tags, manifests, elapsed) {
        this.#tags = tags;
        this.#manifests = manifests;
        this.#elapsed = elapsed;
    }
    get digests() {
        return [...new Set([...this.#digests.values()].filter((digest) => digest !== undefined))];
    }
    digestOf(tag) {
        return this.#digests.get(tag);
    }
    firstDigestOf(tag) {
        return this.#first.get(tag);
    }
    isDenied(tag) {
        return this.#denied.has(tag);
    }
    takeDenialAsMissing() {
        this.#deniedIsMissing = true;
    }
    async read() {
        await this.#all(this.#tags.map((tag) => this.look(tag)));
    }
    async refresh() {
        if (this.#elapsed() - this.#readAt <= fresh)
            return;
        await (this.#reading ?? this.read());
    }
    async readWithManifest() {
        const last = this.#tags.at(-1);
        const manifest = last ? this.#readManifest(last) : undefined;
        await this.#all([...this.#tags.slice(0, -1).map((tag) => this.look(tag)), manifest]);
        return await manifest;
    }
    async look(tag) {
        const found = await this.#unlessDenied(tag, this.#manifests.look(tag));
        this.#note(tag, found?.digest);
        return found;
    }
    async #all(asked) {
        const began = this.#elapsed();
        this.#reading = Promise.all(asked).finally(() => {
            this.#reading = undefined;
        });
        await this.#reading;
        this.#readAt = began;
    }
    async #readManifest(tag) {
        try {
            const manifest = await this.#unlessDenied(tag, this.#manifests.get(tag));
            this.#note(tag, manifest?.descriptor.digest);
            return manifest;
        }
        catch (error) {
            if (error instanceof registry_error/* RegistryError */.g && !error.isWrongAnswer)
                throw error;
            await this.look(tag);
            return undefined;
        }
    }
    #note(tag, digest) {
        this.#digests.set(tag, digest);
        if (!this.#first.has(tag))
            this.#first.set(tag, digest);
    }
    async #unlessDenied(tag, asked) {
        this.#denied.delete(tag);
        return await asked.catch((error) => {
            const isDenied = error instanceof registry_error/* RegistryError */.g && error.status === 403 && !error.isRateLimit;
            if (!(isDenied && this.#deniedIsMissing))
                throw error;
            this.#denied.add(tag);
            return undefined;
        });
    }
}

;// CONCATENATED MODULE: ./build/push/push.js

class Push {
    target;
    content;
    tags;
    #isLeft = false;
    constructor(target, content) {
        this.target = target;
        this.content = content;
        this.tags = new TagState(target.tags, content.remote.manifests, () => content.elapsed());
        content.preparation.add(() => void this.tags.refresh().catch(() => undefined));
    }
    get name() {
        return this.content.name;
    }
    get movable() {
        return this.#isLeft ? [] : this.target.tags;
    }
    leaveTags() {
        this.#isLeft = true;
    }
    get failure() {
        return this.content.failure;
    }
    get shownRoots() {
        return this.tags.digests;
    }
    fail(error) {
        this.content.fail(error);
    }
}


}),

36037:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  d: () => (editTag)
});
var _registry_condition_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69275);
var _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30648);


const tryLimit = 12;
const refused = [400, 405, 409, 412];
async function editTag(content, edit) {
    return await new Editing(content, edit).run();
}
class Editing {
    #content;
    #edit;
    #isConditional = true;
    constructor(content, edit) {
        this.#content = content;
        this.#edit = edit;
    }
    async run() {
        const { tag } = this.#edit;
        const { manifests } = this.#content.remote;
        const retryState = manifests.retryState();
        for (let tries = 0; tries < tryLimit; tries++) {
            const seen = await manifests.lookClosely(tag);
            const changed = this.#change(seen?.manifest);
            if (changed === seen?.manifest)
                return changed;
            await this.#edit.prepare?.(changed);
            try {
                await manifests.putOnce(changed, tag, this.#isConditional ? (0,_registry_condition_js__WEBPACK_IMPORTED_MODULE_0__/* .conditionOf */ .rI)(seen) : undefined);
            }
            catch (error) {
                if (!(await this.#mayGoOn(error, seen)))
                    await manifests.recover(this.#explained(error), retryState);
            }
        }
        throw this.#failure('others keep changing it; run this again');
    }
    #change(existing) {
        try {
            return this.#edit.change(existing);
        }
        catch (error) {
            throw this.#failure(error.message);
        }
    }
    async #mayGoOn(error, seen) {
        if (!((0,_registry_condition_js__WEBPACK_IMPORTED_MODULE_0__/* .isConditionRefused */ .Cr)(error) && this.#isConditional))
            return this.#edit.adapt?.(error) ?? false;
        this.#isConditional = (await this.#content.remote.manifests.head(this.#edit.tag)) !== seen?.digest;
        return true;
    }
    #explained(error) {
        if (!(error instanceof _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .g) || error.lacksContent || !refused.includes(error.status ?? 0))
            return error;
        const why = 'Allow this tag to be written and changed, since clients look there for what is attached to the image';
        const advice = `${why}: exempt tags that begin with 'sha256-' from rules that make tags immutable.`;
        return new _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .g({ ...error.failure, operation: this.#operation, advice });
    }
    #failure(reason) {
        return new _registry_errors_registry_error_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .g({ where: this.#content.name, operation: this.#operation, reason });
    }
    get #operation() {
        return `${this.#edit.operation} '${this.#edit.tag}'`;
    }
}


})
};
