import { createContext, useContext } from 'react';
import type { Me } from '../api/types';

const NOBODY: Me = { id: '', name: '', username: '', studies: [] };

export const MeContext = createContext<Me>(NOBODY);

/** The person who signed in on this page. */
export function useMe(): Me {
  return useContext(MeContext);
}
