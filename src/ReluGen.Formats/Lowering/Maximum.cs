using System;
using System.Collections.Generic;

namespace ReluGen.Formats.Lowering;

/// <summary>
/// The greatest of several elements, for many such windows at once: max(a, b) = b + relu(a - b), pair by pair, then winners against
/// winners. A comparison is one neuron, active where its first element is greater; windows that share a pair share its neuron.
/// </summary>
/// <param name="activate">Makes the neurons of a round: relu of the differences that it is given.</param>
/// <param name="budget">Pays for the rounds.</param>
internal sealed class Maximum(Func<AffineTensor, AffineTensor> activate, Budget budget)
{
    /// <summary>
    /// Element i of the result, of the given shape, is the greatest of the elements windows[i] of <paramref name="operand"/>, for sign -1
    /// the least: min(a, b) = a - relu(a - b). A window has at least one element.
    /// </summary>
    public AffineTensor Of(AffineTensor operand, int[][] windows, int[] shape, double sign)
    {
        AffineTensor current = operand.Reshaped([operand.Count]);
        while (Array.Exists(windows, static w => w.Length > 1))
        {
            var round = new Round(current, sign, budget);
            windows = Array.ConvertAll(windows, round.Pair);
            windows = Array.ConvertAll(windows, round.Place);
            current = round.Winners(activate);
        }

        int[] rows = Array.ConvertAll(windows, static w => w[0]);
        return current.Gather(shape, rows, null, divide: false, budget).WithoutEmptyBlocks();
    }

    /// <summary>One round: which elements meet, each pair once, and which go on without.</summary>
    private sealed class Round(AffineTensor elements, double sign, Budget budget)
    {
        private readonly Dictionary<(int First, int Second), int> pairs = [];
        private readonly Dictionary<int, int> byes = [];
        private readonly List<int> firsts = [];
        private readonly List<int> seconds = [];
        private readonly List<int> unpaired = [];

        /// <summary>Pairs neighbours of a window. A pair is its number, an element without one the complement of its number.</summary>
        public int[] Pair(int[] window)
        {
            budget.Charge(window.Length);
            var next = new int[(window.Length + 1) / 2];
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = 2 * i + 1 < window.Length ? Meet(window[2 * i], window[2 * i + 1]) : Bye(window[2 * i]);
            }

            return next;
        }

        /// <summary>Where the winners of a window lie once all windows are paired: pairs first, then the others.</summary>
        public int[] Place(int[] window) => Array.ConvertAll(window, number => number >= 0 ? number : firsts.Count + ~number);

        /// <summary>The winners of all pairs, and the elements without one.</summary>
        public AffineTensor Winners(Func<AffineTensor, AffineTensor> activate)
        {
            AffineTensor others = Elements(unpaired);
            if (firsts.Count == 0)
            {
                return others;
            }

            AffineTensor first = Elements(firsts);
            AffineTensor second = Elements(seconds);
            AffineTensor lead = activate(Elementwise.Add(first, second, -1, budget)!);
            AffineTensor winners = Elementwise.Add(sign > 0 ? second : first, lead, sign, budget)!;
            return unpaired.Count == 0 ? winners : Concatenation.Flat([winners, others], budget);
        }

        private AffineTensor Elements(List<int> rows) =>
            elements.Gather([rows.Count], rows.ToArray(), null, divide: false, budget).WithoutEmptyBlocks();

        private int Meet(int first, int second)
        {
            // An element does not meet itself, and which of two constants is greater is known.
            if (first == second || (elements.IsConstantAt(first) && elements.IsConstantAt(second)))
            {
                return Bye(sign * elements.Bias[first] > sign * elements.Bias[second] ? first : second);
            }

            if (!pairs.TryGetValue((first, second), out int number))
            {
                budget.Charge(8);
                number = firsts.Count;
                pairs.Add((first, second), number);
                firsts.Add(first);
                seconds.Add(second);
            }

            return number;
        }

        private int Bye(int element)
        {
            if (!byes.TryGetValue(element, out int number))
            {
                budget.Charge(8);
                number = unpaired.Count;
                byes.Add(element, number);
                unpaired.Add(element);
            }

            return ~number;
        }
    }
}
