// The sources' entry for the sub-action: the folder's name selects the action.
import '../../../src/entry.ts'
