import{modules as shared0}from"./shared-58741.index.js";export const id=3896;export const ids=[3896];export const modules={...shared0};
