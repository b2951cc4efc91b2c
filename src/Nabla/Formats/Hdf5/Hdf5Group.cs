using Nabla.Files;

namespace Nabla.Formats;

/// <summary>A group: members by name.</summary>
public sealed class Hdf5Group : Hdf5Object
{
    readonly Lazy<IReadOnlyList<Hdf5Link>> links;
    readonly Lazy<Dictionary<string, Hdf5Link>> byName;

    internal Hdf5Group(Hdf5Reader reader, Hdf5Header header, string path)
        : base(reader, header, path)
    {
        links = new(() => Hdf5Links.Read(header, reader.Source));
        byName = new(() => Links.ToDictionary(link => link.Name, StringComparer.Ordinal));
    }

    /// <summary>Its members: by time of making where the file keeps that, else by name.</summary>
    /// <exception cref="ModelFormatException">They are damaged.</exception>
    public IReadOnlyList<Hdf5Link> Links => links.Value;

    /// <summary>Whether a path from this group leads to an object over hard links alone.</summary>
    /// <exception cref="ModelFormatException">A group on the way is damaged.</exception>
    public bool Contains(string path) => Find(path) is not null;

    /// <summary>The object at a path from this group; null where there is none, or where the way leads over a link that is not hard.</summary>
    /// <exception cref="ModelFormatException">A group on the way is damaged.</exception>
    public Hdf5Object? Find(string path) => Walk(path, mustBe: false);

    /// <summary>The object at a path from this group.</summary>
    /// <exception cref="ModelFormatException">There is none, or the way leads over a soft or external link, which is not followed.</exception>
    public Hdf5Object Open(string path) => Walk(path, mustBe: true)!;

    /// <summary>The group at a path from this one.</summary>
    /// <exception cref="ModelFormatException">There is none, or the way leads over a soft or external link, which is not followed.</exception>
    public Hdf5Group OpenGroup(string path) => Open(path) as Hdf5Group ?? throw Bad(path, "it is no group");

    /// <summary>The dataset at a path from this group.</summary>
    /// <exception cref="ModelFormatException">There is none, or the way leads over a soft or external link, which is not followed.</exception>
    public Hdf5Dataset OpenDataset(string path) => Open(path) as Hdf5Dataset ?? throw Bad(path, "it is no dataset");

    /// <summary>This group and all objects that it leads to over hard links, each once, with the paths under which they were met first.</summary>
    /// <exception cref="ModelFormatException">An object is damaged, or groups stand too deep inside one another.</exception>
    public IEnumerable<Hdf5Object> Walk() => Walk(this, [], 0);

    static IEnumerable<Hdf5Object> Walk(Hdf5Object found, HashSet<long> seen, int depth)
    {
        if (!seen.Add(found.Address)) yield break;
        yield return found;
        if (found is not Hdf5Group group) yield break;
        if (depth >= group.Reader.Source.Limits.MaxNesting) throw group.Bad("", $"groups stand more than {group.Reader.Source.Limits.MaxNesting} deep inside one another");
        foreach (var link in group.Links)
        {
            if (link.Kind != Hdf5LinkKind.Hard || seen.Contains(link.Address)) continue;
            foreach (var below in Walk(group.Reader.Open(link.Address, Join(group.Path, link.Name)), seen, depth + 1)) yield return below;
        }
    }

    Hdf5Object? Walk(string path, bool mustBe)
    {
        ArgumentNullException.ThrowIfNull(path);
        Hdf5Object now = this;
        foreach (var name in path.Split('/'))
        {
            if (name is "" or ".") continue;
            if (now is not Hdf5Group group) return mustBe ? throw Bad(path, $"'{now.Path}' is no group") : null;
            var link = group.byName.Value.GetValueOrDefault(name);
            if (link is not { Kind: Hdf5LinkKind.Hard }) return mustBe ? throw Bad(path, Reason(link)) : null;
            now = Reader.Open(link.Address, Join(group.Path, name));
        }
        return now;
    }

    static string Join(string path, string name) => path == "/" ? "/" + name : $"{path}/{name}";

    static string Reason(Hdf5Link? link) => link?.Kind switch
    {
        null => "there is no such object",
        Hdf5LinkKind.Soft => $"a soft link to {ContainedFile.Shown(link.Target)} is on the way, and such links are not followed",
        Hdf5LinkKind.External => $"a link to another file, {ContainedFile.Shown(link.TargetFile)}, is on the way, and such links are not followed",
        _ => "a link of an unknown kind is on the way",
    };

    /// <summary>The exception that says what is wrong with this group.</summary>
    internal ModelFormatException Refused(string reason) => Bad(Path, reason);

    ModelFormatException Bad(string path, string reason) => new(Reader.Source.File, ContainedFile.Shown(path.StartsWith('/') ? path : Join(Path, path)), reason);
}
