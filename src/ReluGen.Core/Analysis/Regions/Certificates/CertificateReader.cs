using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>Reads the text that <see cref="CertificateText"/> writes. Claims are not checked here, only the grammar and the hash.</summary>
internal sealed class CertificateReader : IDisposable
{
    private static readonly char[] Space = [' '];

    private readonly HashedLineReader lines;

    /// <summary>Bits of the cell whose line is read.</summary>
    private readonly List<bool> bits = [];

    public CertificateReader(TextReader source) => lines = new HashedLineReader(source);

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="InputException">The text is no certificate, or was changed after it was written.</exception>
    public RegionCertificate Read()
    {
        if (lines.ReadLine() != CertificateText.Header)
        {
            throw Wrong($"the first line is not '{CertificateText.Header}'");
        }

        string hash = Fields("network", 1)[0];
        RegionDomain domain = ReadDomain();
        ProofNode root = ReadTree(domain.FeatureCount);
        return lines.EndsWithHash()
            ? new RegionCertificate(hash, domain, root)
            : throw Wrong("the last line is not the SHA-256 of those before it, so the file was changed or cut off");
    }

    /// <inheritdoc/>
    public void Dispose() => lines.Dispose();

    private RegionDomain ReadDomain()
    {
        int features = Count(Fields("features", 1)[0]);
        var lower = new List<double>();
        var upper = new List<double>();
        for (int j = 0; j < features; j++)
        {
            string[] bounds = Fields("bounds", 2);
            lower.Add(Number(bounds[0]).ToDouble());
            upper.Add(Number(bounds[1]).ToDouble());
        }

        int count = Count(Fields("halfspaces", 1)[0]);
        var halfSpaces = new List<HalfSpace>();
        for (int i = 0; i < count; i++)
        {
            double[] numbers = Array.ConvertAll(Fields("halfspace", features + 1), text => Number(text).ToDouble());
            halfSpaces.Add(new HalfSpace(new ArraySegment<double>(numbers, 1, features), numbers[0]));
        }

        try
        {
            return new RegionDomain(lower, upper, halfSpaces);
        }
        catch (ArgumentException invalid)
        {
            throw Wrong(invalid.Message);
        }
    }

    private ProofNode ReadTree(int features)
    {
        ProofNode root = ReadNode(features);
        var open = new Stack<(ProofNode Parent, int Bits)>();
        Open(root);
        while (open.Count > 0)
        {
            (ProofNode parent, int count) = open.Pop();
            bool active = parent.One is null;
            bits.RemoveRange(count, bits.Count - count);
            bits.Add(active);
            ProofNode part = ReadNode(features);
            parent.Attach(part, active);
            if (active)
            {
                open.Push((parent, count));
            }

            Open(part);
        }

        return root;

        void Open(ProofNode node)
        {
            if (node.Region is null)
            {
                open.Push((node, bits.Count));
            }
        }
    }

    /// <summary>Reads a line of the tree and adds the bits that its steps decide.</summary>
    private ProofNode ReadNode(int features)
    {
        string[] fields = (lines.ReadLine() ?? throw Wrong("the tree is cut off")).Split(Space);
        bool isRegion = fields[0] == "region";
        if ((!isRegion && fields[0] != "cut") || fields.Length != (isRegion ? 2 + features : 2))
        {
            throw Wrong("a line of the tree must be 'cut STEPS' or 'region STEPS' and a number a feature");
        }

        byte[] steps = Steps(fields[1]);
        return ProofNode.Of(steps, isRegion ? RegionOf(new ArraySegment<string>(fields, 2, features)) : null);
    }

    private byte[] Steps(string text)
    {
        try
        {
            byte[] steps = text == "-" ? [] : Convert.FromBase64String(text);
            var reader = new ProofStepReader(steps);
            while (reader.Read(out ProofStep step))
            {
                bits.Add(step is ProofStep.One or ProofStep.OneByBox);
            }

            return steps;
        }
        catch (Exception damaged) when (damaged is FormatException or InvalidDataException)
        {
            throw Wrong("the steps are damaged");
        }
    }

    private Region RegionOf(IReadOnlyList<string> witness)
    {
        var words = new ulong[BitPattern.WordCountOf(bits.Count)];
        for (int i = 0; i < bits.Count; i++)
        {
            if (bits[i])
            {
                BitPattern.Set(words, i);
            }
        }

        BitPattern pattern = BitPattern.From(bits.Count, words);
        var exact = new Dyadic[witness.Count];
        var rounded = new double[witness.Count];
        bool isRounded = true;
        for (int j = 0; j < exact.Length; j++)
        {
            exact[j] = Number(witness[j]);
            rounded[j] = exact[j].ToDouble();
            isRounded &= !witness[j].Contains("*");
        }

        return isRounded ? new Region(pattern, rounded) : new Region(pattern, exact);
    }

    private string[] Fields(string name, int count)
    {
        string[] fields = (lines.ReadLine() ?? "").Split(Space);
        return fields[0] == name && fields.Length == count + 1
            ? new ArraySegment<string>(fields, 1, count).ToArray()
            : throw Wrong($"expected '{name}' and {count} values");
    }

    private int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : throw Wrong($"'{text}' is not a count");

    private Dyadic Number(string text) =>
        CertificateText.TryParse(text, out Dyadic value) ? value : throw Wrong($"'{text}' is not a number");

    private InputException Wrong(string what) =>
        new(InputErrorIds.Syntax, $"This is not a valid certificate: {what}. Write it again with the enumeration.", lines.Number);
}
