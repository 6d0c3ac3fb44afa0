export const modules = {
9149:
((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  q: () => (compareImages),
  o: () => (largestChanges)
});

;// CONCATENATED MODULE: ./build/plan/comparison/align-layers.js
const weighedLimit = 100_000;
function alignLayers(before, after) {
    const shorter = Math.min(before.length, after.length);
    const isSame = (one, other) => one?.digest === other?.digest;
    let start = 0;
    while (start < shorter && isSame(before[start], after[start]))
        start++;
    let end = 0;
    while (end < shorter - start && isSame(before.at(-1 - end), after.at(-1 - end)))
        end++;
    const [oldEnd, newEnd] = [before.length - end, after.length - end];
    return [
        ...after.slice(0, start).map((layer, index) => paired(before[index], layer)),
        ...alignRest(before.slice(start, oldEnd), after.slice(start, newEnd)),
        ...after.slice(newEnd).map((layer, index) => paired(before[oldEnd + index], layer)),
    ];
}
function paired(before, after) {
    return { ...(before && { before }), ...(after && { after }) };
}
function alignRest(before, after) {
    if (before.length * after.length <= weighedLimit)
        return leastChange(before, after);
    return [...after.map((layer) => paired(undefined, layer)), ...before.map((layer) => paired(layer, undefined))];
}
function leastChange(before, after) {
    const costs = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
    const best = (row, column) => {
        const ways = waysFrom(before[row], after[column], row, column);
        const all = ways.map((way) => ({ ...way, cost: way.cost + (costs[way.row]?.[way.column] ?? 0) }));
        return all.reduce((found, way) => (found && found.cost <= way.cost ? found : way), undefined);
    };
    for (let row = before.length; row >= 0; row--) {
        const line = costs[row];
        for (let column = after.length; column >= 0; column--)
            line[column] = best(row, column)?.cost ?? 0;
    }
    const pairs = [];
    for (let way = best(0, 0); way; way = best(way.row, way.column))
        pairs.push(way.pair);
    return pairs;
}
function waysFrom(old, layer, row, column) {
    const both = old && layer && mayBePair(old, layer) ? [{ pair: paired(old, layer), cost: costOfPair(old, layer) }] : [];
    return [
        ...both.map((way) => ({ ...way, row: row + 1, column: column + 1 })),
        ...(old ? [{ pair: paired(old, undefined), cost: alone, row: row + 1, column }] : []),
        ...(layer ? [{ pair: paired(undefined, layer), cost: alone, row, column: column + 1 }] : []),
    ];
}
function mayBePair(before, after) {
    const [one, other] = [before.instruction, after.instruction];
    return before.digest === after.digest || one === undefined || other === undefined || one === other;
}
const alone = 0.5;
function costOfPair(before, after) {
    if (before.digest === after.digest)
        return 0;
    return 0.01 + (0.98 * Math.abs(before.size - after.size)) / Math.max(before.size, after.size, 1);
}

;// CONCATENATED MODULE: ./build/plan/comparison/compare-images.js

function compareImages(after, before) {
    const matches = matchPlatforms(after, before ?? []);
    const platforms = after.flatMap((image) => {
        const { layers, platform } = image;
        if (!layers)
            return [];
        const former = before && (matches.get(image) ?? { layers: [] });
        const compared = former?.layers ? alignLayers(former.layers, layers).map(comparedLayer) : layers.map(lone);
        const isOtherBase = former?.base && image.base && former.base !== image.base;
        return [
            {
                ...(platform !== undefined && { platform }),
                size: total(layers),
                ...(former?.layers && { before: total(former.layers) }),
                layers: compared,
                ...(isOtherBase && { otherBase: former.base }),
            },
        ];
    });
    const matched = new Set(matches.values());
    const gone = (before ?? []).filter((image) => !matched.has(image)).flatMap(({ platform }) => platform ?? []);
    return { platforms, gone };
}
function largestChanges({ layers }, limit) {
    return layers
        .filter(({ status, size, before }) => status !== 'alone' && size !== before)
        .toSorted((one, other) => Math.abs(other.size - other.before) - Math.abs(one.size - one.before))
        .slice(0, limit);
}
function matchPlatforms(after, before) {
    const [only, ...others] = after;
    const [former, ...more] = before;
    const isUnnamed = only && former && (only.platform === undefined || former.platform === undefined);
    if (isUnnamed && others.length === 0 && more.length === 0)
        return new Map([[only, former]]);
    const left = Map.groupBy(before, ({ platform }) => platform);
    return new Map(after.flatMap((image) => {
        const match = image.platform === undefined ? undefined : left.get(image.platform)?.shift();
        return match ? [[image, match]] : [];
    }));
}
function comparedLayer({ before, after }) {
    const { digest, instruction } = (after ?? before);
    const said = instruction ?? before?.instruction;
    return {
        status: statusOf(before, after),
        digest,
        size: after?.size ?? 0,
        before: before?.size ?? 0,
        ...(said !== undefined && { instruction: said }),
    };
}
function statusOf(before, after) {
    if (!before)
        return 'new';
    if (!after)
        return 'gone';
    return before.digest === after.digest ? 'same' : 'changed';
}
function lone({ digest, size, instruction }) {
    return { status: 'alone', digest, size, before: 0, ...(instruction !== undefined && { instruction }) };
}
function total(layers) {
    return layers.reduce((sum, { size }) => sum + size, 0);
}


})
};
