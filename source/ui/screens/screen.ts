import type {ReactNode} from 'react';
import type {Place, PlaceOf, ScreenName} from '../state/place.ts';

/** A screen: one file that exports one of these, one line in the registry. */
export type ScreenDefinition<Name extends ScreenName> = {
  /** Its part of the path in the header; `above` is the place before it, whose environment (and job) need not be said again. */
  crumb: (place: PlaceOf<Name>, above: Place | undefined) => string;
  /** Draws exactly `height` lines. */
  View: (props: {place: PlaceOf<Name>; height: number}) => ReactNode;
};
