// The icons of a chart with their words.
import type { TrendChart } from '../../../api/types';
import { change } from '../../texts';
import type { SaidIcon } from './chart-drawing';
import { assuranceIcon, variationIcon } from './icons';

export function iconsOf({ variation, assurance, better }: TrendChart): SaidIcon[] {
  return [
    ...(variation
      ? [
          {
            picture: variationIcon(variation),
            words: change.icons.variation(variation.nature, variation.direction ?? undefined),
          },
        ]
      : []),
    ...(assurance && better
      ? [{ picture: assuranceIcon(assurance, better), words: change.icons.assurance[assurance] }]
      : []),
  ];
}
