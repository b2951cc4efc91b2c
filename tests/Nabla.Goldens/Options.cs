namespace Nabla.Goldens;

/// <summary>What the command line asks for.</summary>
sealed record Options(string Folder, string Area, bool ShowsFailures, bool ShowsUnsupported, ExplainedDifferences Explained)
{
    public static Options? Parse(string[] args)
    {
        string? folder = null, allow = null;
        var (area, failures, unsupported) = ("", false, false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--failures") failures = true;
            else if (args[i] == "--unsupported") unsupported = true;
            else if (args[i] == "--area" && i + 1 < args.Length) area = args[++i];
            else if (args[i] == "--allow" && i + 1 < args.Length) allow = args[++i];
            else if (args[i].StartsWith('-') || folder is not null) return null;
            else folder = args[i];
        }
        if (folder is null) return null;
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no folder '{folder}'.");
            return null;
        }
        try
        {
            return new Options(folder, area, failures, unsupported, allow is null ? ExplainedDifferences.None : ExplainedDifferences.Read(allow));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine(error.Message);
            return null;
        }
    }

    public static int Usage()
    {
        Console.Error.WriteLine("usage: Nabla.Goldens FOLDER [--area PREFIX] [--failures] [--unsupported] [--allow FILE]");
        Console.Error.WriteLine("Runs the golden cases (*.jsonl with *.npz) below FOLDER and compares Nabla's results with theirs.");
        Console.Error.WriteLine("  --area PREFIX   only topics whose name begins so, such as ops/ or losses/regression");
        Console.Error.WriteLine("  --failures      print each failing case with what was expected and what came");
        Console.Error.WriteLine("  --unsupported   print the names that Nabla does not have, with their number of cases");
        Console.Error.WriteLine("  --allow FILE    lines 'TOPIC N  # reason': N explained differences in a topic are no reason to exit with 1;");
        Console.Error.WriteLine("                  they are still counted as failed, and printed as explained after the total");
        Console.Error.WriteLine("Exits with 0 where no topic has more failures than allowed (none without --allow), 1 where one has, 2 where nothing could be run.");
        return 2;
    }
}
