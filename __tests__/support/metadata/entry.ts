// The entry of the sub-action, from the sources: its folder says which action is meant.
import '../../../src/entry.ts'
