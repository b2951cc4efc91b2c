namespace Nabla.Formats;

/// <summary>A group or a dataset of a file that is to be written.</summary>
public abstract class Hdf5Builder
{
    readonly List<KeyValuePair<string, Hdf5Array>> attributes = [];

    private protected Hdf5Builder(string path) => Path = path;

    /// <summary>Its path from the root.</summary>
    public string Path { get; }

    /// <summary>Its attributes, in the order in which they were set.</summary>
    public IReadOnlyList<KeyValuePair<string, Hdf5Array>> Attributes => attributes;

    /// <summary>Sets an attribute.</summary>
    /// <exception cref="ArgumentException">The name is empty, or the value takes more than the 64,512 bytes that h5py allows an attribute; a text of its own length takes 16.</exception>
    public void SetAttribute(string name, Hdf5Array value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.Contains('\0')) throw new ArgumentException($"SetAttribute: '{name.Replace('\0', '?')}': a name holds no zero character.", nameof(name));
        var bytes = (long)Hdf5Types.Written(value).Size * (value.Shape?.Aggregate(1L, (product, axis) => product * axis) ?? 0);
        if (bytes + name.Length * 4L > 64512) throw new ArgumentException($"SetAttribute: '{name}': {bytes:N0} bytes: an attribute holds up to 64,512 with its name. Split it, as Keras does with long lists of names, or write a dataset.", nameof(value));
        attributes.RemoveAll(attribute => attribute.Key == name);
        attributes.Add(new(name, value));
    }

    /// <summary>Sets an attribute that is one text.</summary>
    public void SetAttribute(string name, string text) => SetAttribute(name, Hdf5Array.OfText(text));
}

/// <summary>A dataset of a file that is to be written.</summary>
public sealed class Hdf5DatasetBuilder : Hdf5Builder
{
    internal Hdf5DatasetBuilder(string path, Hdf5Array values, Hdf5Storage? storage)
        : base(path) => (Values, Storage) = (values, storage);

    /// <summary>Its elements.</summary>
    public Hdf5Array Values { get; }

    /// <summary>How it is stored in chunks; null for in one piece.</summary>
    public Hdf5Storage? Storage { get; }
}

/// <summary>A group of a file that is to be written.</summary>
public sealed class Hdf5GroupBuilder : Hdf5Builder
{
    readonly SortedDictionary<string, Hdf5Builder> members = new(StringComparer.Ordinal);

    internal Hdf5GroupBuilder(string path)
        : base(path)
    {
    }

    /// <summary>Its members by name.</summary>
    public IReadOnlyDictionary<string, Hdf5Builder> Members => members;

    /// <summary>The group at a path from this one; made where it is not there yet, with those on the way.</summary>
    /// <exception cref="ArgumentException">A name is empty or <c>.</c>, or a dataset is in the way.</exception>
    public Hdf5GroupBuilder Group(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var now = this;
        foreach (var name in path.Split('/'))
        {
            CheckName(name, path);
            if (!now.members.TryGetValue(name, out var member)) now.members[name] = member = new Hdf5GroupBuilder(Join(now.Path, name));
            now = member as Hdf5GroupBuilder ?? throw new ArgumentException($"Group: '{path}': '{member.Path}' is a dataset. Give the group another name.", nameof(path));
        }
        return now;
    }

    /// <summary>Adds a dataset; groups on the way are made.</summary>
    /// <param name="path">Its path from this group.</param>
    /// <param name="values">Its elements. BFloat16 is written as Keras does it: two raw bytes each, and the attribute <c>dtype</c>.</param>
    /// <param name="storage">How it is stored in chunks; in one piece where it is null.</param>
    /// <exception cref="ArgumentException">The name is taken, such elements are not written, or the chunks do not fit.</exception>
    public Hdf5DatasetBuilder Add(string path, Hdf5Array values, Hdf5Storage? storage = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(values);
        var at = path.LastIndexOf('/');
        var group = at > 0 ? Group(path[..at]) : this;
        var name = path[(at + 1)..];
        CheckName(name, path);
        if (group.members.ContainsKey(name)) throw new ArgumentException($"Add: '{path}': there is a member of this name already. Give each its own name.", nameof(path));
        Hdf5Types.Written(values);
        if (storage is not null) CheckStorage(path, values, storage);
        var dataset = new Hdf5DatasetBuilder(Join(group.Path, name), values, storage);
        if (values.Values is BFloat16[]) dataset.SetAttribute("dtype", "bfloat16");
        group.members[name] = dataset;
        return dataset;
    }

    static void CheckStorage(string path, Hdf5Array values, Hdf5Storage storage)
    {
        if (values.Shape is not { Count: > 0 } shape || storage.Chunk.Count != shape.Count || storage.Chunk.Any(axis => axis < 1))
            throw new ArgumentException($"Add: '{path}' of shape [{string.Join(", ", values.Shape ?? [])}]: chunks of [{string.Join(", ", storage.Chunk)}]: expected a length of at least 1 for each of its axes.", nameof(storage));
        var bytes = storage.Chunk.Aggregate((Int128)Hdf5Types.Written(values).Size, (product, axis) => product * axis);
        if (bytes > 1 << 30) throw new ArgumentException($"Add: '{path}': chunks of {bytes:N0} bytes: expected at most 1 GiB. Make the chunks smaller.", nameof(storage));
    }

    static void CheckName(string name, string path)
    {
        if (name is "" or "." || name.Contains('\0')) throw new ArgumentException($"'{path.Replace('\0', '?')}': expected names between slashes that are neither empty nor '.'.", nameof(path));
    }

    static string Join(string path, string name) => path == "/" ? "/" + name : $"{path}/{name}";
}
