import{modules as shared0}from"./shared-17529.index.js";export const id=7529;export const ids=[7529];export const modules={...shared0};
