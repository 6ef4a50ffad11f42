export { type Field, type Fields, inputProps } from './fields'
export { check, type Reasons, type Refusal, refusalOf, sentences } from './reasons'
