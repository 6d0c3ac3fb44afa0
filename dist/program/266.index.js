import{modules as shared0}from"./shared-266.index.js";export const id=266;export const ids=[266];export const modules={...shared0};
