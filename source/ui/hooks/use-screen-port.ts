import {useLayoutEffect} from 'react';
import type {ScreenPort} from '../controller/screen-port.ts';
import {usePorts} from './contexts.ts';

/**
 * Says what the keys do on the shown screen, as of this render. While it renders, not in an effect: the next key must not
 * find what the last render said. (Renders are synchronous and never thrown away: the app is no concurrent one.)
 */
export function useScreenPort(port: ScreenPort): void {
  const {controller} = usePorts();
  controller.setScreen(port);
  useLayoutEffect(() => controller.tellKeys());
}
