import type {ReactNode} from 'react';
import type {PlaceOf, ScreenName} from '../state/place.ts';

/** A screen: one file that exports one of these, one line in the registry. */
export type ScreenDefinition<Name extends ScreenName> = {
  /** The last word of the path in the header. */
  crumb: (place: PlaceOf<Name>) => string;
  /** Draws exactly `height` lines. */
  View: (props: {place: PlaceOf<Name>; height: number}) => ReactNode;
};
