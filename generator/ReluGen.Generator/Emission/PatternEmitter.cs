using System;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The nested pattern type: a fixed number of words, everything else by the runtime library.</summary>
internal static class PatternEmitter
{
    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        int words = plan.PatternWordCount;
        using (writer.Open("/// <summary>The activation pattern of this network.</summary>\npublic readonly struct Pattern : global::ReluGen.IActivationPattern<Pattern>"))
        {
            // A struct cannot be empty: a network without hidden neurons keeps one unused word.
            writer.Line($"[InlineArray({Literals.Int(Math.Max(words, 1))})]\nprivate struct Storage {{ private ulong first; }}\n");
            writer.Line("private readonly Storage storage;\n");
            writer.Line("private ReadOnlySpan<ulong> Words => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Pattern, ulong>(ref Unsafe.AsRef(in this)), WordCount);");
            writer.Line("private static Span<ulong> Writable(ref Pattern pattern) => MemoryMarshal.CreateSpan(ref Unsafe.As<Pattern, ulong>(ref pattern), WordCount);\n");
            writer.Line(
                """
                /// <inheritdoc/>
                public static int BitCount => HiddenNeuronCount;

                /// <inheritdoc/>
                """);
            writer.Line($"public static int WordCount => {Literals.Int(words)};\n");
            writer.Line(Members);
        }

        writer.Line();
    }

    private const string Members =
        """
        /// <inheritdoc/>
        public int ActiveCount => global::ReluGen.CompilerServices.PatternWords.PopCount(Words);

        /// <inheritdoc/>
        public bool this[int neuron] => global::ReluGen.CompilerServices.PatternWords.Bit(Words, neuron, BitCount);

        /// <inheritdoc/>
        public static Pattern FromWords(ReadOnlySpan<ulong> words)
        {
            Pattern pattern = default;
            global::ReluGen.CompilerServices.PatternWords.Copy(words, Writable(ref pattern), BitCount);
            return pattern;
        }

        /// <inheritdoc/>
        public void CopyWordsTo(Span<ulong> words) => Words.CopyTo(words);

        /// <inheritdoc/>
        public int HammingDistance(in Pattern other) => global::ReluGen.CompilerServices.PatternWords.Distance(Words, other.Words);

        /// <inheritdoc/>
        public bool Equals(Pattern other) => Words.SequenceEqual(other.Words);

        /// <inheritdoc/>
        public override bool Equals(object obj) => obj is Pattern other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => global::ReluGen.CompilerServices.PatternWords.Hash(Words);

        /// <summary>The bits as 0 and 1, first neuron first.</summary>
        public override string ToString() => global::ReluGen.CompilerServices.PatternWords.Format(Words, BitCount);

        /// <inheritdoc/>
        public string ToString(string format, IFormatProvider provider) => ToString();

        /// <inheritdoc/>
        public bool TryFormat(Span<char> destination, out int written, ReadOnlySpan<char> format, IFormatProvider provider) =>
            global::ReluGen.CompilerServices.PatternWords.TryFormat(Words, BitCount, destination, out written);

        /// <summary>Reads a string of 0 and 1, first neuron first.</summary>
        public static Pattern Parse(string text) => Parse(text.AsSpan(), null);

        /// <inheritdoc/>
        public static Pattern Parse(string text, IFormatProvider provider) => Parse(text.AsSpan(), provider);

        /// <inheritdoc/>
        public static Pattern Parse(ReadOnlySpan<char> text, IFormatProvider provider)
        {
            if (!TryParse(text, provider, out Pattern pattern)) global::ReluGen.CompilerServices.PatternWords.ThrowFormat(BitCount);
            return pattern;
        }

        /// <inheritdoc/>
        public static bool TryParse(string text, IFormatProvider provider, out Pattern pattern) => TryParse(text.AsSpan(), provider, out pattern);

        /// <inheritdoc/>
        public static bool TryParse(ReadOnlySpan<char> text, IFormatProvider provider, out Pattern pattern)
        {
            pattern = default;
            return global::ReluGen.CompilerServices.PatternWords.TryParse(text, BitCount, Writable(ref pattern));
        }

        static global::ReluGen.CompilerServices.RegionData global::ReluGen.IActivationPattern<Pattern>.RegionData => RegionTableData.All;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static int global::ReluGen.IActivationPattern<Pattern>.FindRegion(in Pattern pattern) => RegionTableData.Find(in pattern);

        /// <summary>True if all bits are equal.</summary>
        public static bool operator ==(Pattern left, Pattern right) => left.Equals(right);

        /// <summary>True if some bit differs.</summary>
        public static bool operator !=(Pattern left, Pattern right) => !left.Equals(right);
        """;
}
