export const modules = {
2263:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  C: () => (BuilderProgram)
});

var build_error = __webpack_require__(78235);
var annotated_file = __webpack_require__(39946);
var format_amount = __webpack_require__(27186);
;// CONCATENATED MODULE: ./build/builder/shown-command.js

function shownCommand(program, args) {
    const labels = args.filter((arg) => arg.startsWith('--label='));
    if (labels.length < 2)
        return [program, ...args].join(' ');
    const shown = args.map((arg) => (arg === labels[0] ? `[${(0,format_amount/* formatCount */.B)(labels.length, 'label')}]` : arg));
    return [program, ...shown.filter((arg) => !labels.includes(arg))].join(' ');
}

;// CONCATENATED MODULE: ./build/builder/builder-program.js



class BuilderProgram {
    #context;
    #kind;
    #isStarted = false;
    constructor(context, kind) {
        this.#context = context;
        this.#kind = kind;
    }
    async build({ subject, ...invocation }) {
        return await this.several(subject, (run) => run(invocation));
    }
    async several(subject, work) {
        const { environment, watch } = this.#context;
        const file = await (0,annotated_file/* annotatedFile */.D)(subject, environment.workspace);
        return await environment.log.group('Build', async () => {
            return await watch.timed({ ...subject, file }, this.#kind.progress(file), async (watched) => {
                return await work(async (invocation) => {
                    const command = await this.#shown(invocation);
                    const onLine = (line) => {
                        invocation.onLine?.(line);
                        watched(this.#show(line));
                    };
                    const running = this.#run({ ...command, onLine });
                    if (!this.#isStarted)
                        this.#context.onStarted?.();
                    this.#isStarted = true;
                    return await running;
                });
            });
        });
    }
    async act(invocation) {
        return await this.#run({ ...(await this.#shown(invocation)), onLine: (line) => this.#show(line) });
    }
    async ask(invocation) {
        return await this.#run(await this.#command(invocation));
    }
    async tidy(invocation) {
        return await this.#context.environment.run({
            ...(await this.#command(invocation)),
            signal: AbortSignal.timeout(tidyTime),
        });
    }
    #show(line) {
        const { log } = this.#context.environment;
        const shown = log.redact(line);
        log.info(shown);
        return shown;
    }
    async #shown(invocation) {
        const command = await this.#command(invocation);
        this.#context.environment.log.info(`[command] ${shownCommand(command.program, command.args)}`);
        return command;
    }
    async #command({ args, directory, signal: own, ...options }) {
        const { environment, variables, signal: whole } = this.#context;
        const { workspace, log } = environment;
        const { path: program, args: before } = await this.#kind.find();
        return {
            ...options,
            program,
            args: [...before, ...args],
            variables,
            directory: directory ?? workspace,
            cut: log.cut,
            signal: own ? AbortSignal.any([whole, own]) : whole,
        };
    }
    async #run(command) {
        const { environment, signal } = this.#context;
        const tell = () => environment.log.info(`Stopping the build: ${signal.reason.message}`);
        signal.addEventListener('abort', tell, { once: true });
        const ended = environment.run(command).finally(() => signal.removeEventListener('abort', tell));
        return await ended.catch((cause) => {
            command.signal?.throwIfAborted();
            throw new build_error/* BuildError */.z(this.#kind.absence, { cause });
        });
    }
}
const tidyTime = 30_000;


}),

39946:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  D: () => (annotatedFile)
});
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
var _build_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(45613);



async function annotatedFile(request, workspace) {
    const { context, inRepository } = request;
    const file = (0,_build_context_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileOf */ .S9)(request);
    if ((0,_build_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(file))
        return file;
    if ((0,_build_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(context))
        return inRepository ?? `${context}/${file}`;
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, file);
    const root = await repositoryOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), workspace);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, path);
}
async function repositoryOf(folder, workspace) {
    const isOutside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, folder).startsWith('..');
    if (isOutside || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, folder) === '')
        return workspace;
    const isRoot = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git')).then(() => true, () => false);
    return isRoot ? folder : await repositoryOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder), workspace);
}


})
};
