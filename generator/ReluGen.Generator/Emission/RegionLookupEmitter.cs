using System.Linq;
using ReluGen.Core.Patterns;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The look-up of a pattern in the static table: the steps of <see cref="PerfectHash.Find"/> with the table's numbers written in.</summary>
internal static class RegionLookupEmitter
{
    /// <summary>Patterns of up to this many words are hashed and compared word by word, in registers.</summary>
    private const int MostUnrolledWords = 8;

    private const int UShortCount = 1 << 16;

    public static void Emit(int words, RegionTablePlan plan, CodeWriter writer)
    {
        const string Signature = "[MethodImpl(MethodImplOptions.AggressiveInlining)]\ninternal static int Find(in Pattern pattern)";
        if (plan.Regions.Count == 0 || words == 0)
        {
            // Without hidden neurons there is one pattern, the empty one.
            writer.Line($"{Signature} => {(plan.Regions.Count == 0 ? "-1" : "0")};\n");
            return;
        }

        using (writer.Open("// A shift leaves as many bits as its array has elements, so no index needs a check. The comparison alone decides.\n" + Signature))
        {
            writer.Line("ref ulong words = ref Unsafe.As<Pattern, ulong>(ref Unsafe.AsRef(in pattern));");
            Hash(words, plan.Hash, writer);
            string bucket = plan.Hash.Displacements.Length == 0
                ? ""
                : $" ^ (nint){At("Displacements", Index("hash", plan.Hash.BucketMultiplier, plan.Hash.BucketShift))}";
            writer.Line($"nint slot = {Index("hash", plan.Hash.SlotMultiplier, plan.Hash.SlotShift)}{bucket};");
            writer.Line($"nint found = (nint){At("Slots", "slot")};");
            Compare(words, writer);
        }

        writer.Line();
        Data(plan, writer);
    }

    private static void Hash(int words, PerfectHash hash, CodeWriter writer)
    {
        if (words == 1)
        {
            writer.Line("ulong hash = words;");
        }
        else if (words > MostUnrolledWords)
        {
            writer.Line($"ReadOnlySpan<ulong> all = MemoryMarshal.CreateReadOnlySpan(ref words, {Literals.Int(words)});");
            writer.Line($"ulong hash = global::ReluGen.CompilerServices.PatternWords.TableHash(all, {Literals.Int((long)hash.FirstKey)});");
        }
        else
        {
            for (int i = 0; i < words; i++)
            {
                string n = Literals.Int(i);
                writer.Line($"ulong w{n} = {Word("words", i)}, k{n} = w{n} ^ {Literals.Word(hash.KeyOf(i))};");
            }

            writer.Line($"ulong hash = {string.Join(" + ", Enumerable.Range(0, words).Select(static i => $"(uint)k{Literals.Int(i)} * (k{Literals.Int(i)} >> 32)"))};");
        }
    }

    private static void Compare(int words, CodeWriter writer)
    {
        writer.Line($"ref ulong known = ref Unsafe.Add(ref MemoryMarshal.GetReference(Patterns), found{(words == 1 ? "" : " * " + Literals.Int(words))});");
        string equal = words switch
        {
            1 => "known == hash",
            <= MostUnrolledWords => $"({string.Join(" | ", Enumerable.Range(0, words).Select(static i => $"({Word("known", i)} ^ w{Literals.Int(i)})"))}) == 0",
            _ => $"all.SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref known, {Literals.Int(words)}))",
        };
        writer.Line($"return {equal} ? (int)found : -1;");
    }

    private static void Data(RegionTablePlan plan, CodeWriter writer)
    {
        PerfectHash hash = plan.Hash;
        if (hash.Displacements.Length != 0)
        {
            DataEmitter.Property(TypeOf(hash.Slots.Length), "Displacements", hash.Displacements.Select(static d => Literals.Int(d)), writer);
        }

        DataEmitter.Property(TypeOf(plan.Regions.Count), "Slots", hash.Slots.Select(static s => Literals.Int(s)), writer);
    }

    /// <summary>The narrowest type of numbers below <paramref name="bound"/>: what fits into the nearest cache is read the fastest.</summary>
    private static string TypeOf(int bound) => bound <= UShortCount ? "ushort" : "uint";

    private static string Index(string hash, ulong multiplier, int shift) => $"(nint)({hash} * {Literals.Word(multiplier)} >> {Literals.Int(shift)})";

    private static string At(string property, string index) => $"Unsafe.Add(ref MemoryMarshal.GetReference({property}), {index})";

    private static string Word(string first, int index) => index == 0 ? first : $"Unsafe.Add(ref {first}, {Literals.Int(index)})";
}
