namespace Nabla.Callbacks;

/// <summary>Writes the figures of each epoch as a line of a table with commas; lines end with CR LF.</summary>
/// <param name="fileName">The file; a header comes first.</param>
/// <param name="separator">What stands between two figures.</param>
/// <param name="append">Goes on in a file that exists, without another header; else the file starts afresh.</param>
public sealed class CSVLogger(string fileName, string separator = ",", bool append = false) : Callback
{
    StreamWriter? writer;
    List<string>? columns;
    bool headerStands;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        headerStands = append && File.Exists(fileName) && new FileInfo(fileName).Length > 0;
        writer = new StreamWriter(fileName, append) { NewLine = "\r\n" };
        columns = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs)
    {
        if (writer is null)
        {
            return;
        }

        if (columns is null)
        {
            columns = [.. logs.Keys.Order(StringComparer.Ordinal)];
            if (!columns.Exists(c => c.StartsWith("val_", StringComparison.Ordinal)))
            {
                // A later epoch may be validated although this one was not.
                columns.AddRange(columns.ConvertAll(c => $"val_{c}"));
            }

            if (!headerStands)
            {
                writer.WriteLine(string.Join(separator, columns.Prepend("epoch").Select(Quoted)));
            }
        }

        var figures = columns.Select(c => logs.TryGetValue(c, out double value) ? PythonText.Repr(value) : "NA");
        writer.WriteLine(string.Join(separator, figures.Prepend($"{epoch}").Select(Quoted)));
        writer.Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(IReadOnlyDictionary<string, double> logs)
    {
        writer?.Dispose();
        writer = null;
    }

    string Quoted(string text) => text.Contains(separator, StringComparison.Ordinal) || text.Contains('"', StringComparison.Ordinal) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
