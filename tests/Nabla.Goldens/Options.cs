namespace Nabla.Goldens;

/// <summary>What the command line asks for.</summary>
sealed record Options(string Folder, string Area, bool ShowsFailures, bool ShowsUnsupported)
{
    public static Options? Parse(string[] args)
    {
        string? folder = null;
        var (area, failures, unsupported) = ("", false, false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--failures") failures = true;
            else if (args[i] == "--unsupported") unsupported = true;
            else if (args[i] == "--area" && i + 1 < args.Length) area = args[++i];
            else if (args[i].StartsWith('-') || folder is not null) return null;
            else folder = args[i];
        }
        if (folder is not null && Directory.Exists(folder)) return new Options(folder, area, failures, unsupported);
        if (folder is not null) Console.Error.WriteLine($"There is no folder '{folder}'.");
        return null;
    }

    public static int Usage()
    {
        Console.Error.WriteLine("usage: Nabla.Goldens FOLDER [--area PREFIX] [--failures] [--unsupported]");
        Console.Error.WriteLine("Runs the golden cases (*.jsonl with *.npz) below FOLDER and compares Nabla's results with theirs.");
        Console.Error.WriteLine("  --area PREFIX   only topics whose name begins so, such as ops/ or losses/regression");
        Console.Error.WriteLine("  --failures      print each failing case with what was expected and what came");
        Console.Error.WriteLine("  --unsupported   print the names that Nabla does not have, with their number of cases");
        return 2;
    }
}
