import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { label: string; columns: string[]; children: ReactNode; minWidth?: number };

/** A table that scrolls sideways by itself where the page is narrower; the keyboard can scroll it too. */
export function DataTable({ label, columns, children, minWidth = 680 }: Props) {
  return (
    <Table.ScrollContainer minWidth={minWidth} className="panel" type="native" tabIndex={0}>
      <Table verticalSpacing="sm" horizontalSpacing="md" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
