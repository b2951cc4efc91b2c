using Nabla.Files;

namespace Nabla.Formats;

/// <summary>The variables of one layer, model or optimizer in a weights file.</summary>
/// <param name="Path">Where Keras keeps them: <c>layers/dense</c>, <c>optimizer</c>; empty for the model itself.</param>
/// <param name="Name">What its owner is called; empty where the file does not say.</param>
/// <param name="Variables">The values by their keys, <c>0</c>, <c>1</c> … in order as a rule.</param>
public sealed record KerasVariables(string Path, string Name, IReadOnlyList<KeyValuePair<string, Hdf5Array>> Variables);

/// <summary>A <c>.weights.h5</c> file of Keras 3: the values of all variables by the path of what has them.</summary>
/// <remarks>A plain description. Links are not followed: a file with any but hard ones is refused.</remarks>
public static class KerasWeights
{
    const string Own = "vars";

    /// <summary>Reads all values of a file, in the order of its groups.</summary>
    /// <exception cref="ModelFormatException">It is no such file, or one that is refused.</exception>
    public static IReadOnlyList<KerasVariables> Read(Hdf5File file, LoadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var owners = new List<KerasVariables>();
        Read(file.Root, "", owners, [], new DecodeBudget(file.Name, limits ?? LoadLimits.Default), 0);
        return owners.Count > 0 ? owners : throw new ModelFormatException(file.Name, "", $"it holds no variables of Keras 3: no group '{Own}' is in it");
    }

    /// <summary>Describes values as a file that Keras reads.</summary>
    /// <exception cref="ArgumentException">Two owners have one path, or one is no path.</exception>
    public static Hdf5Writer Write(IEnumerable<KerasVariables> owners)
    {
        ArgumentNullException.ThrowIfNull(owners);
        var writer = new Hdf5Writer();
        foreach (var owner in owners)
        {
            var group = writer.Root.Group(owner.Path.Length == 0 ? Own : $"{owner.Path}/{Own}");
            if (owner.Name.Length > 0) group.SetAttribute("name", owner.Name);
            foreach (var (key, values) in owner.Variables) group.Add(key, values);
        }
        return writer;
    }

    static void Read(Hdf5Group group, string path, List<KerasVariables> owners, HashSet<long> seen, DecodeBudget budget, int depth)
    {
        // Twice that deep, since every level of a model is two groups.
        if (depth > 2 * budget.Limits.MaxNesting) throw new ModelFormatException(budget.File, ContainedFile.Shown(group.Path), "groups stand too deep inside one another");
        if (!seen.Add(group.Address)) throw new ModelFormatException(budget.File, ContainedFile.Shown(group.Path), "this group is a member of two groups");
        foreach (var link in group.Links)
        {
            // A link that is not hard throws here.
            var member = group.Open(link.Name);
            if (member is not Hdf5Group inner) continue;
            if (link.Name == Own) owners.Add(ReadOwner(inner, path, budget));
            else Read(inner, path.Length == 0 ? link.Name : $"{path}/{link.Name}", owners, seen, budget, depth + 1);
        }
    }

    static KerasVariables ReadOwner(Hdf5Group group, string path, DecodeBudget budget)
    {
        var variables = new List<KeyValuePair<string, Hdf5Array>>();
        var keys = group.Links.Select(link => link.Name).ToList();
        // Keys that are numbers are in the order of the numbers, not of the text: 2 before 10.
        if (keys.TrueForAll(key => key.Length is > 0 and < 10 && key.All(char.IsAsciiDigit))) keys.Sort((a, b) => int.Parse(a, System.Globalization.CultureInfo.InvariantCulture).CompareTo(int.Parse(b, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var key in keys)
        {
            if (group.Open(key) is not Hdf5Dataset dataset) continue;
            budget.Take((dataset.Shape?.Aggregate((Int128)1, (product, axis) => product * axis) ?? 0) * dataset.Type.Size is var bytes && bytes < long.MaxValue ? (long)bytes : long.MaxValue, ContainedFile.Shown(dataset.Path));
            variables.Add(new(key, dataset.Read()));
        }
        var name = group.FindAttribute("name");
        return new(path, name is { Type.Class: Hdf5Class.String, Shape.Count: 0 } ? name.Read().ToText() : "", variables);
    }
}
