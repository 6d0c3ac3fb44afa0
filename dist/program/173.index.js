import{modules as shared0}from"./shared-4146.index.js";import{modules as shared1}from"./shared-173.index.js";export const id=173;export const ids=[173];export const modules={...shared0,...shared1};
