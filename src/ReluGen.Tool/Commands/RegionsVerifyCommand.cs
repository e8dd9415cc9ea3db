using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Certificates;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>regions verify FILE MODEL</c>: re-proves a saved enumeration.</summary>
internal static class RegionsVerifyCommand
{
    /// <summary>How every certificate begins, of this version or another.</summary>
    private const string Start = "relugen-region-certificate ";

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A certificate that 'relugen regions --certificate' wrote." };
        Argument<string> model = CommonArguments.Model();
        Option<bool> json = CommonArguments.Json();
        var command = new Command("verify", "Re-proves a saved enumeration in exact arithmetic; exit code 1 if a claim is wrong.") { file, model, json };
        command.SetVerdict((parsed, cancellation) =>
            Execute(terminal, parsed.GetRequiredValue(file), parsed.GetRequiredValue(model), parsed.GetValue(json), cancellation));
        return command;
    }

    private static bool Execute(Terminal terminal, string file, string path, bool json, CancellationToken cancellation)
    {
        ImportedModel? model = null;
        Inputs.Of(path, () => model = ModelFile.Read(path, cancellation));
        CertificateVerdict verdict = Judge(file, model!, cancellation);
        if (json)
        {
            JsonText.WriteLine(terminal.Output, writer =>
            {
                writer.WriteStartObject();
                writer.WriteBoolean("accepted", verdict.Accepted);
                writer.WriteNumber("count", verdict.RegionCount);
                writer.WriteString("reason", verdict.Reason);
                writer.WriteEndObject();
            });
        }
        else
        {
            terminal.Output.WriteLine(SafeText.OneLine(verdict.Accepted
                ? FormattableString.Invariant($"accepted: {verdict.RegionCount} regions, proved to be all of the domain")
                : "rejected: " + verdict.Reason));
        }

        return verdict.Accepted;
    }

    /// <summary>The verdict; a certificate that was damaged is rejected, not refused: its claims do not hold.</summary>
    private static CertificateVerdict Judge(string file, ImportedModel model, CancellationToken cancellation)
    {
        try
        {
            using var reader = new StreamReader(file);
            if (!StartsAsCertificate(file))
            {
                throw new CommandException($"{file}: error: This is no region certificate; 'relugen regions MODEL --certificate FILE' writes one.");
            }

            return RegionCertificate.Read(reader).Verify(model.Network, cancellation: cancellation);
        }
        catch (InputException damaged)
        {
            return new CertificateVerdict(false, damaged.Error.Format(file), 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file}: error: the certificate cannot be read: {e.Message}");
        }
    }

    private static bool StartsAsCertificate(string file)
    {
        using var reader = new StreamReader(file);
        var start = new char[Start.Length];
        return reader.ReadBlock(start) == start.Length && start.AsSpan().SequenceEqual(Start);
    }
}
