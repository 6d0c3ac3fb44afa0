export const id = 5286;
export const ids = [5286];
export const modules = {

75286:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  toNativePolicy: () => (toNativePolicy)
});

var duration = __webpack_require__(84954);
;// CONCATENATED MODULE: ./build/retention/native/pattern-forms.js
function prefixOf({ kind, text }) {
    return kind === 'glob' && text.indexOf('*') === text.length - 1 ? text.slice(0, -1) : undefined;
}
function literalStart({ kind, text }) {
    return kind === 'glob' ? (text.split('*')[0] ?? '') : '';
}
function isGlob({ kind }) {
    return kind === 'glob';
}
function isRe2(pattern) {
    return pattern.kind === 'glob' || (pattern.flags === '' && !/\(\?[=!<]|\\[1-9k]/.test(pattern.source));
}
function toRegex(pattern) {
    if (pattern.kind === 'regex')
        return `(?:${pattern.source})`;
    return pattern.text.replaceAll('.', '[.]').replaceAll('*', '.*');
}
function anyOf(patterns) {
    return `^(?:${patterns.map(toRegex).join('|')})$`;
}
function hasComplement(pattern) {
    return pattern.kind === 'glob' && (!pattern.text.includes('*') || prefixOf(pattern) !== undefined);
}
function complementOf(patterns) {
    const root = branch();
    for (const pattern of patterns) {
        let at = root;
        for (const letter of literalStart(pattern)) {
            const next = at.next.get(letter) ?? branch();
            at.next.set(letter, next);
            at = next;
        }
        if (prefixOf(pattern) === undefined)
            at.ends = true;
        else
            at.goesOn = true;
    }
    return root.goesOn ? undefined : `^${othersFrom(root)}$`;
}
function branch() {
    return { next: new Map(), ends: false, goesOn: false };
}
function othersFrom({ next, ends }) {
    const letters = [...next.keys()].toSorted((a, b) => Number(a === '-') - Number(b === '-'));
    const another = letters.length === 0 ? '.+' : `[^${letters.join('')}].*`;
    const deeper = [...next].filter(([, to]) => !to.goesOn).map(([letter, to]) => `${literal(letter)}${othersFrom(to)}`);
    return `(?:${[...(ends ? [] : ['']), another, ...deeper].join('|')})`;
}
function literal(letter) {
    return letter === '.' ? '[.]' : letter;
}

;// CONCATENATED MODULE: ./build/retention/native/acr-purge.js


const acrPurge = {
    abilities: {
        keeps: isQuotable,
        deletes: isQuotable,
        newest: 'none',
        younger: false,
        untagged: true,
        orphans: false,
        digests: false,
    },
    write,
};
const dayLimit = 365;
function isQuotable(pattern) {
    return pattern.kind === 'glob' || (pattern.flags === '' && !/['"`$\\:\s]/.test(pattern.source));
}
function write({ keep, delete: removed, untagged }, repository) {
    const kept = keep.flatMap(({ patterns }) => patterns);
    const isAllKept = keep.some(({ patterns }) => patterns.length === 0);
    const except = kept.length > 0 ? `(?!(?:${kept.map(toRegex).join('|')})$)` : '';
    const purges = removed.map(({ patterns, olderThan }) => {
        const filter = `${repository}:^${except}(?:${patterns.map(toRegex).join('|')})$`;
        return `az acr run --registry "$REGISTRY" --cmd 'acr purge --filter "${filter}" --ago ${(0,duration/* formatAge */.nV)(olderThan)} --dry-run' /dev/null`;
    });
    const days = untagged === undefined ? undefined : (0,duration/* inDays */.DV)(untagged);
    const retention = days === undefined || days > dayLimit
        ? []
        : [
            `az acr config retention update --registry "$REGISTRY" --status enabled --days ${days} --type UntaggedManifests`,
        ];
    return {
        text: [...(isAllKept ? [] : purges), ...retention].join('\n'),
        differences: [
            "set REGISTRY, and remove '--dry-run' to delete",
            ...(retention.length > 0
                ? [
                    'the retention of untagged manifests is that of the whole registry, needs the Premium tier, and applies to what loses its tag from then on',
                ]
                : []),
        ],
    };
}

var tag_version = __webpack_require__(98717);
var rule_tags = __webpack_require__(3525);
;// CONCATENATED MODULE: ./build/retention/native/common-rules.js



const digits = [...'0123456789'];
const versionGlobs = digits.flatMap((digit) => [globOf(`${digit}*`), globOf(`v${digit}*`)]);
function commonRules(policy, differ) {
    const removed = policy.delete.flatMap((rule) => toDelete(rule, differ));
    if (policy.broken)
        differ("'broken' has no counterpart: indexes that lack an image stay");
    if (policy.atMost)
        differ("'at-most' has no counterpart: any number may go at once");
    return {
        keep: [
            ...policy.keep.map((rule) => toKeep(rule, differ)),
            ...policy.delete.flatMap(excludedBy),
            ...stableTags(policy.delete),
        ],
        delete: removed,
        ...(policy.untagged && { untagged: policy.untagged.olderThan }),
        orphans: policy.orphans !== undefined,
        keepDigests: policy.keepDigests,
    };
}
function toKeep({ at, tags, versions, newest, youngerThan }, differ) {
    if (versions !== undefined)
        differ(`${at}: ranges of versions have no counterpart, so more is kept`);
    if (tags && tags.excluded.length > 0)
        differ(`${at}: exclusions have no counterpart, so more is kept`);
    const byVersion = versions === undefined ? [] : versionGlobs;
    return {
        at,
        patterns: tags?.included ?? byVersion,
        ...(newest !== undefined && versions === undefined && { newest }),
        ...(youngerThan !== undefined && { youngerThan }),
    };
}
function toDelete(rule, differ) {
    const { at, tags, versions, closedPullRequests, deletedBranches, olderThan = 0 } = rule;
    if (!tags || versions !== undefined || closedPullRequests || deletedBranches) {
        differ(`${at} (${(0,rule_tags/* describeRule */.IO)(rule)}) has no counterpart: those tags stay`);
        return [];
    }
    return [{ at, patterns: tags.included, olderThan }];
}
function excludedBy({ at, tags }) {
    return tags && tags.excluded.length > 0 ? [{ at, patterns: tags.excluded }] : [];
}
function stableTags(rules) {
    const wide = rules
        .filter(({ stable }) => !stable)
        .flatMap(({ tags }) => tags?.included ?? [])
        .filter(({ kind, text }) => kind === 'regex' || text.includes('*'));
    const latest = wide.some((pattern) => 'latest'.startsWith(literalStart(pattern))) ? [globOf('latest')] : [];
    const versions = wide.some(mayBeVersion) ? versionGlobs : [];
    const patterns = [...latest, ...versions];
    return patterns.length > 0 ? [{ at: 'delete', patterns }] : [];
}
function mayBeVersion(pattern) {
    const start = literalStart(pattern);
    return start === '' || start === 'v' || (0,tag_version/* versionIn */.It)(start.replace(/[-_+.]$/, '')) !== undefined;
}
function globOf(text) {
    return { kind: 'glob', text };
}

;// CONCATENATED MODULE: ./build/retention/native/ecr-lifecycle.js

const ecrLifecycle = {
    abilities: {
        keeps: hasFewStars,
        deletes: hasFewStars,
        newest: 'none',
        younger: false,
        untagged: true,
        orphans: true,
        digests: false,
    },
    write: ecr_lifecycle_write,
};
const starLimit = 4;
const ruleLimit = 50;
const unlimited = 1_000_000;
function hasFewStars({ kind, text }) {
    return kind === 'glob' && text.split('*').length - 1 <= starLimit;
}
function ecr_lifecycle_write({ keep, delete: removed, untagged }) {
    const kept = [
        ...new Set(keep.flatMap(({ patterns }) => (patterns.length > 0 ? patterns.map(({ text }) => text) : ['*']))),
    ];
    const rules = [
        ...kept.map((tag) => ({
            description: `keep ${tag}`,
            tag,
            countType: 'imageCountMoreThan',
            countNumber: unlimited,
        })),
        ...removed.flatMap(({ at, patterns, olderThan }) => patterns.map(({ text }) => ({ description: `${at} ${text}`, tag: text, ...since(olderThan) }))),
        ...(untagged === undefined ? [] : [{ description: 'untagged', tag: undefined, ...since(untagged) }]),
    ];
    const isEmpty = rules.length === kept.length;
    const isLong = rules.length > ruleLimit;
    const written = rules.map(({ description, tag, ...count }, index) => ({
        rulePriority: index + 1,
        description,
        selection: {
            ...(tag === undefined ? { tagStatus: 'untagged' } : { tagStatus: 'tagged', tagPatternList: [tag] }),
            ...count,
        },
        action: { type: 'expire' },
    }));
    return {
        text: isEmpty || isLong ? '' : JSON.stringify({ rules: written }, undefined, 2),
        differences: [
            'an image goes with all its tags if a rule names one of them, also with tags that no rule names',
            'what refers to an image goes within a day of it, whatever the rules say',
            ...(isLong ? [`${rules.length} rules are needed, and a policy has at most ${ruleLimit}`] : []),
        ],
    };
}
function since(age) {
    return { countType: 'sinceImagePushed', countUnit: 'days', countNumber: (0,duration/* inDays */.DV)(age) };
}

;// CONCATENATED MODULE: ./build/retention/native/fit-rules.js

function fitRules(rules, can, differ) {
    const unsafe = whyUnsafe(rules, can);
    if (unsafe !== undefined) {
        differ(`${unsafe}, so nothing may be deleted by such a policy`);
        return { keep: rules.keep, delete: [], orphans: false, keepDigests: [] };
    }
    const floor = can.younger ? 0 : floorOf(rules.keep, differ);
    const { untagged } = rules;
    if (untagged !== undefined && !can.untagged)
        differ("'untagged' has no counterpart: images without a tag stay");
    if (rules.orphans && !can.orphans)
        differ("'orphans' has no counterpart");
    return {
        keep: rules.keep.flatMap((rule) => fitKeep(rule, can, differ)),
        delete: rules.delete.flatMap((rule) => fitDelete(rule, can, floor, differ)),
        ...(untagged !== undefined && can.untagged && { untagged: Math.max(untagged, floor) }),
        orphans: rules.orphans && can.orphans,
        keepDigests: rules.keepDigests,
    };
}
function whyUnsafe({ keep, keepDigests }, can) {
    if (keepDigests.length > 0 && !can.digests)
        return "'keep-digests' has no counterpart";
    for (const { at, patterns } of keep) {
        const unknown = patterns.find((pattern) => !can.keeps(pattern));
        if (unknown)
            return `${at}: '${unknown.text}' has no counterpart`;
    }
    return undefined;
}
function floorOf(keep, differ) {
    const ages = keep.filter(({ patterns }) => patterns.length === 0).map(({ youngerThan = 0 }) => youngerThan);
    const floor = ages.reduce((a, b) => Math.max(a, b), 0);
    if (floor > 0)
        differ(`'younger-than' has no counterpart: every rule that deletes waits for ${(0,duration/* formatAge */.nV)(floor)}`);
    return floor;
}
function fitKeep(rule, can, differ) {
    const { at, patterns, newest, youngerThan } = rule;
    const isOfAll = patterns.length === 0;
    if (youngerThan !== undefined && !can.younger) {
        if (isOfAll)
            return [];
        differ(`${at}: 'younger-than' has no counterpart, so all of these tags are kept`);
        return [{ at, patterns }];
    }
    const counts = can.newest === 'some' || (can.newest === 'all' && isOfAll);
    if (newest === undefined || counts) {
        if (newest !== undefined)
            differ(`${at}: the newest are counted by time, never by version`);
        return [rule];
    }
    differ(`${at}: 'newest' has no counterpart, so all of these tags are kept`);
    return [{ at, patterns }];
}
function fitDelete({ at, patterns, olderThan }, can, floor, differ) {
    const known = patterns.filter(can.deletes);
    for (const pattern of patterns) {
        if (!can.deletes(pattern))
            differ(`${at}: '${pattern.text}' has no counterpart: those tags stay`);
    }
    return known.length > 0 ? [{ at, patterns: known, olderThan: Math.max(olderThan, floor) }] : [];
}

;// CONCATENATED MODULE: ./build/retention/native/gar-cleanup.js


const garCleanup = {
    abilities: {
        keeps: isGlob,
        deletes: (pattern) => prefixOf(pattern) !== undefined,
        newest: 'all',
        younger: true,
        untagged: true,
        orphans: false,
        digests: true,
    },
    write: gar_cleanup_write,
};
const policyLimit = 10;
function gar_cleanup_write(rules, repository) {
    const name = repository.split('/').slice(2).join('/');
    const named = name === '' ? {} : { packageNamePrefixes: [name] };
    const kept = rules.keep.map((rule) => keepPolicy(rule, named));
    const digests = rules.keepDigests;
    const policies = [
        ...kept,
        ...(digests.length > 0
            ? [{ action: keep, condition: { tagState: 'any', versionNamePrefixes: digests, ...named } }]
            : []),
        ...rules.delete.map(({ patterns, olderThan }) => ({
            action: remove,
            condition: { tagState: 'tagged', ...beginning(patterns), ...older(olderThan), ...named },
        })),
        ...(rules.untagged === undefined
            ? []
            : [{ action: remove, condition: { tagState: 'untagged', ...older(rules.untagged), ...named } }]),
    ];
    const isEmpty = !policies.some(({ action }) => action === remove);
    const isLong = policies.length > policyLimit;
    const written = policies.map((policy, index) => ({
        name: `${policy.action.type.toLowerCase()}-${index + 1}`,
        ...policy,
    }));
    return {
        text: isEmpty || isLong ? '' : JSON.stringify(written, undefined, 2),
        differences: [
            'an image goes with all its tags if a rule names one of them, also with tags that no rule names',
            'a tag that is kept also keeps tags that begin with it, since tags are told apart by how they begin',
            ...(name === '' ? [] : [`the rules also apply to images whose names begin with '${name}'`]),
            ...(isLong ? [`${policies.length} policies are needed, and a repository has at most ${policyLimit}`] : []),
        ],
    };
}
const keep = { type: 'Keep' };
const remove = { type: 'Delete' };
function keepPolicy({ patterns, newest, youngerThan }, named) {
    if (newest !== undefined)
        return { action: keep, mostRecentVersions: { keepCount: newest, ...named } };
    const tagState = patterns.length === 0 ? 'any' : 'tagged';
    const age = youngerThan === undefined ? {} : { newerThan: (0,duration/* formatAge */.nV)(youngerThan) };
    return { action: keep, condition: { tagState, ...beginning(patterns), ...age, ...named } };
}
function beginning(patterns) {
    const starts = [...new Set(patterns.map(literalStart))];
    return starts.length === 0 || starts.includes('') ? {} : { tagPrefixes: starts };
}
function older(age) {
    return age > 0 ? { olderThan: (0,duration/* formatAge */.nV)(age) } : {};
}

;// CONCATENATED MODULE: ./build/retention/native/gitlab-cleanup.js


const gitlabCleanup = {
    abilities: {
        keeps: isRe2,
        deletes: isRe2,
        newest: 'all',
        younger: false,
        untagged: false,
        orphans: false,
        digests: false,
    },
    write: gitlab_cleanup_write,
};
const ages = [7, 14, 30, 60, 90];
const counts = [1, 5, 10, 25, 50, 100];
function gitlab_cleanup_write({ keep, delete: removed }) {
    const isAllKept = keep.some(({ patterns, newest }) => patterns.length === 0 && newest === undefined);
    const days = atLeast(ages, removed.map(({ olderThan }) => (0,duration/* inDays */.DV)(olderThan)));
    const newest = keep.flatMap((rule) => rule.newest ?? []);
    const count = atLeast(counts, newest);
    const kept = keep.filter((rule) => rule.newest === undefined).flatMap(({ patterns }) => patterns);
    const attributes = {
        enabled: true,
        cadence: '1d',
        ...(newest.length > 0 && { keep_n: count }),
        older_than: `${days}d`,
        name_regex: anyOf(removed.flatMap(({ patterns }) => patterns)),
        ...(kept.length > 0 && { name_regex_keep: anyOf(kept) }),
    };
    const isEmpty = removed.length === 0 || isAllKept || days === undefined || count === undefined;
    const text = { container_expiration_policy_attributes: attributes };
    return {
        text: isEmpty ? '' : JSON.stringify(text, undefined, 2),
        differences: [
            'the policy is that of the whole project: it applies to all its repositories',
            `all rules have one age: ${days === undefined ? 'no age in the list is high enough' : `${days} days`}`,
            ...(count === undefined ? ['no number in the list is as high as that of the newest to keep'] : []),
        ],
    };
}
function atLeast(allowed, numbers) {
    return allowed.find((each) => numbers.every((number) => number <= each));
}

;// CONCATENATED MODULE: ./build/retention/native/harbor-retention.js


const harborRetention = {
    abilities: {
        keeps: isGlob,
        deletes: isGlob,
        newest: 'some',
        younger: true,
        untagged: true,
        orphans: false,
        digests: false,
    },
    write: harbor_retention_write,
};
const harbor_retention_ruleLimit = 15;
function harbor_retention_write({ keep, delete: removed, untagged }, repository) {
    const goes = removed.flatMap(({ patterns }) => patterns);
    const scope = repository.split('/').slice(1).join('/') || '**';
    const others = goes.length === 0 ? selectorOf('matches', [], false) : selectorOf('excludes', goes, untagged !== undefined);
    const rules = [
        retain('always', {}, others, scope),
        ...keep.map((rule) => retainKept(rule, scope)),
        ...removed
            .filter(({ olderThan }) => olderThan > 0)
            .map(({ patterns, olderThan }) => pushedWithin(olderThan, selectorOf('matches', patterns, false), scope)),
        ...(untagged === undefined ? [] : [pushedWithin(untagged, selectorOf('matches', [], true), scope)]),
    ];
    const isEmpty = goes.length === 0 && untagged === undefined;
    const isLong = rules.length > harbor_retention_ruleLimit;
    const policy = {
        algorithm: 'or',
        rules,
        trigger: { kind: 'Schedule', settings: { cron: '' } },
        scope: { level: 'project', ref: 0 },
    };
    return {
        text: isEmpty || isLong ? '' : JSON.stringify(policy, undefined, 2),
        differences: [
            "write the number of the project into 'scope.ref', and a schedule into 'cron'",
            'what no rule of the project retains goes, so repositories without a rule need one of their own',
            ...(untagged === undefined ? [] : ["tags that may go stay at least as long as 'untagged' says"]),
            ...(isLong ? [`${rules.length} rules are needed, and a project has at most ${harbor_retention_ruleLimit}`] : []),
        ],
    };
}
function retainKept({ patterns, newest, youngerThan }, scope) {
    const selector = selectorOf('matches', patterns, false);
    if (newest !== undefined)
        return retain('latestPushedK', { latestPushedK: newest }, selector, scope);
    return youngerThan === undefined ? retain('always', {}, selector, scope) : pushedWithin(youngerThan, selector, scope);
}
function pushedWithin(age, selector, scope) {
    return retain('nDaysSinceLastPush', { nDaysSinceLastPush: (0,duration/* inDays */.DV)(age) }, selector, scope);
}
function retain(template, params, selector, scope) {
    return {
        disabled: false,
        action: 'retain',
        template,
        params,
        tag_selectors: [selector],
        scope_selectors: { repository: [{ kind: 'doublestar', decoration: 'repoMatches', pattern: scope }] },
    };
}
function selectorOf(decoration, patterns, untagged) {
    const texts = patterns.map(({ text }) => text);
    const pattern = texts.length > 1 ? `{${texts.join(',')}}` : (texts[0] ?? '**');
    return { kind: 'doublestar', decoration, pattern, extras: JSON.stringify({ untagged }) };
}

;// CONCATENATED MODULE: ./build/retention/native/zot-retention.js


const zotRetention = {
    abilities: {
        keeps: isRe2,
        deletes: hasComplement,
        newest: 'some',
        younger: true,
        untagged: true,
        orphans: true,
        digests: false,
    },
    write: zot_retention_write,
};
function zot_retention_write({ keep, delete: removed, untagged, orphans }, repository) {
    const others = complementOf(removed.flatMap(({ patterns }) => patterns));
    const keepTags = [
        ...(others === undefined ? [] : [{ patterns: [others] }]),
        ...keep.map(keepTag),
        ...removed
            .filter(({ olderThan }) => olderThan > 0)
            .map(({ patterns, olderThan }) => ({ patterns: [anyOf(patterns)], pushedWithin: hours(olderThan) })),
    ];
    const policy = {
        repositories: [repository],
        deleteReferrers: orphans,
        deleteUntagged: untagged !== undefined,
        ...(removed.length > 0 && { keepTags }),
    };
    const delay = untagged === undefined ? {} : { delay: hours(untagged) };
    const isEmpty = removed.length === 0 && untagged === undefined && !orphans;
    return {
        text: isEmpty
            ? ''
            : JSON.stringify({ storage: { retention: { dryRun: true, ...delay, policies: [policy] } } }, undefined, 2),
        differences: [
            "set 'dryRun' to false to delete",
            ...(untagged === undefined ? [] : ["'delay' is that of the whole storage, and also applies to orphans"]),
        ],
    };
}
function keepTag({ patterns, newest, youngerThan }) {
    return {
        patterns: [patterns.length === 0 ? '.*' : anyOf(patterns)],
        ...(newest !== undefined && { mostRecentlyPushedCount: newest }),
        ...(youngerThan !== undefined && { pushedWithin: hours(youngerThan) }),
    };
}
function hours(age) {
    return `${(0,duration/* inHours */.BA)(age)}h`;
}

;// CONCATENATED MODULE: ./build/retention/native/native-formats.js








const formats = {
    ecr: ecrLifecycle,
    gar: garCleanup,
    harbor: harborRetention,
    gitlab: gitlabCleanup,
    acr: acrPurge,
    zot: zotRetention,
};
function toNativePolicy(policy, word, repository) {
    const differences = [];
    const differ = (difference) => {
        if (!differences.includes(difference))
            differences.push(difference);
    };
    const { abilities, write } = formats[word];
    const rules = fitRules(commonRules(policy, differ), abilities, differ);
    const { text, differences: own } = write(rules, repository);
    return {
        text,
        differences: text === '' ? [...differences, ...own, 'nothing is left to delete'] : [...differences, ...own],
    };
}


})
};
