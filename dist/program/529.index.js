import{modules as shared0}from"./shared-7529.index.js";export const id=529;export const ids=[529];export const modules={...shared0};
