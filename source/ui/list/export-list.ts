import type {Export} from '../controller/screen-port.ts';
import {formatExport} from '../export/format-export.ts';
import type {List} from '../hooks/use-list.ts';

/** Every row that the filters let through, with exact values, whether it is on the screen or not. */
export function exportList<Row>({definition, matching}: List<Row>, title = definition.noun): Export {
  const {columns, emptyText} = definition;
  return {title, format: format => formatExport({columns, rows: matching, emptyText}, format)};
}
