using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>
/// Writes certificates as text: a header with the network's hash and the domain, then the tree in preorder, a line a cell
/// (<c>cut</c> with its steps, or <c>region</c> with its steps and witness), then the SHA-256 of all lines before the last.
/// </summary>
internal static class CertificateText
{
    /// <summary>First line of every certificate.</summary>
    public const string Header = "relugen-region-certificate 1";

    /// <summary>Writes a certificate.</summary>
    public static void Write(RegionCertificate certificate, TextWriter target)
    {
        using var writer = new HashedLineWriter(target);
        writer.WriteLine(Header);
        writer.WriteLine("network " + certificate.NetworkHash);
        RegionDomain domain = certificate.Domain;
        writer.WriteLine("features " + Text(domain.FeatureCount));
        for (int j = 0; j < domain.FeatureCount; j++)
        {
            writer.WriteLine("bounds " + Text(domain.Lower[j]) + " " + Text(domain.Upper[j]));
        }

        writer.WriteLine("halfspaces " + Text(domain.HalfSpaces.Count));
        foreach (HalfSpace halfSpace in domain.HalfSpaces)
        {
            writer.WriteLine("halfspace " + Text(halfSpace.Offset) + Join(halfSpace.Normal, Text));
        }

        WriteTree(certificate.Root, writer);
        writer.WriteHash();
    }

    private static void WriteTree(ProofNode root, HashedLineWriter writer)
    {
        var open = new Stack<ProofNode>();
        open.Push(root);
        while (open.Count > 0)
        {
            ProofNode node = open.Pop();
            string steps = node.Steps.Length == 0 ? "-" : Convert.ToBase64String(node.Steps);
            if (node.Region is null)
            {
                writer.WriteLine("cut " + steps);
                open.Push(node.Off!);
                open.Push(node.One!);
            }
            else
            {
                Region region = node.Region;
                writer.WriteLine("region " + steps + (region.IsPointExact ? Join(region.Point, Text) : Join(region.Witness, x => x.ToString())));
            }
        }
    }

    private static string Join<T>(IEnumerable<T> values, Func<T, string> text)
    {
        var joined = new System.Text.StringBuilder();
        foreach (T value in values)
        {
            joined.Append(' ').Append(text(value));
        }

        return joined.ToString();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Seventeen digits name every float64 (and "R" does not on older frameworks).</summary>
    private static string Text(double value) => value.ToString("G17", CultureInfo.InvariantCulture);

    /// <summary>Reads a float64, or an exact number as <see cref="Dyadic.ToString"/> writes it.</summary>
    public static bool TryParse(string text, out Dyadic value)
    {
        value = default;
        int star = text.IndexOf("*2^", StringComparison.Ordinal);
        if (star < 0)
        {
            bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && !double.IsNaN(number) && !double.IsInfinity(number);
            value = isNumber ? Dyadic.Of(number) : default;
            return isNumber;
        }

        if (BigInteger.TryParse(text.Substring(0, star), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger mantissa)
            && int.TryParse(text.Substring(star + 3), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int exponent)
            && Math.Abs((long)exponent) < 1 << 20)
        {
            value = new Dyadic(mantissa, exponent);
            return true;
        }

        return false;
    }
}
